import { createHash } from 'node:crypto';
import { OWN_TOUCHPOINTS, occurredAtProblem } from '../decisions/journey-event.rules.js';

const YEAR_MS = 366 * 86_400_000;
const MOST_ATTRIBUTES_BYTES = 16 * 1024;

/** Where journey events come from that a caller sends. */
export const API_SOURCE = '/api';

/** A journey event as a caller gives it. */
export interface GivenEvent {
  readonly contactId: string;
  readonly touchpoint: string;
  readonly occurredAt?: Date;
  readonly decideAt?: Date;
  readonly accountId?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** What is wrong with a journey event beyond its form, or nothing. */
export function givenEventProblem(
  { touchpoint, occurredAt, decideAt, attributes }: GivenEvent,
  now: Date,
): { field: string; reason: string } | undefined {
  if (touchpoint.startsWith(OWN_TOUCHPOINTS))
    return { field: 'touchpoint', reason: `must not begin with ${OWN_TOUCHPOINTS}, which is reserved` };
  const problem = occurredAt && occurredAtProblem(occurredAt.toISOString(), now.getTime());
  if (problem) return { field: 'occurredAt', reason: problem.replace('occurredAt ', '') };
  if (decideAt && decideAt.getTime() > now.getTime() + YEAR_MS)
    return { field: 'decideAt', reason: 'must be within a year' };
  if (Buffer.byteLength(JSON.stringify(attributes ?? {})) > MOST_ATTRIBUTES_BYTES)
    return { field: 'attributes', reason: 'must have 16 KiB at the most' };
  return undefined;
}

/** Equal for the same event in whatever order its fields were sent: SHA-256, base64url. */
export function givenEventHash(event: GivenEvent): string {
  const fields = Object.entries(event)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('base64url');
}
