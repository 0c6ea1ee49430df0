const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How far the clocks of those who send events may be ahead of ours, in milliseconds. */
export const MAX_AHEAD_MS = 5 * MINUTE_MS;
/** How old a journey event may be, in milliseconds: later, nobody remembers what is asked about. */
export const MAX_AGE_MS = 30 * DAY_MS;

/** Begins the touchpoints of programs that time fires; no event from outside may have one. */
export const OWN_TOUCHPOINTS = 'program:';

/** A journey event as far as deciding needs it: one that comes in, or one that waited for its contact. */
export interface JourneyEvent {
  /** CloudEvents id; unique within its source. */
  readonly id: string;
  readonly source: string;
  readonly correlationId: string;
  /** The chain of events up to and including this one. */
  readonly lineage: string;
  readonly data: {
    readonly contactId: string;
    readonly touchpoint: string;
    readonly accountId?: string;
    readonly attributes?: Readonly<Record<string, unknown>>;
  };
}

/**
 * Why an event's time makes it impossible to decide, or nothing.
 * @param occurredAt RFC 3339
 * @param now epoch milliseconds
 */
export function occurredAtProblem(occurredAt: string, now: number): string | undefined {
  const at = Date.parse(occurredAt);
  if (at > now + MAX_AHEAD_MS) return 'occurredAt is in the future';
  if (at < now - MAX_AGE_MS) return 'occurredAt is more than 30 days ago';
  return Number.isNaN(at) ? 'occurredAt is no moment' : undefined;
}
