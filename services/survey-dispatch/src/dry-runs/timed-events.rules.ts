import { nextSlot } from '../programs/cadence.rules.js';
import { ownTouchpoint } from '../programs/program.rules.js';
import type { Happening } from './replay.rules.js';

const DAY_MS = 86_400_000;

/** A contact whom a cadence asks. */
export interface CadenceContact {
  readonly contactId: string;
  readonly accountId: string | null;
  readonly spread: number;
}

/** A contact whom a date of the account asks, and at what time (epoch milliseconds). */
export interface DatedContact {
  readonly contactId: string;
  readonly accountId: string | null;
  readonly at: number;
}

/** From when (inclusive) to when (exclusive), in epoch milliseconds. */
export interface Period {
  readonly since: number;
  readonly until: number;
}

/**
 * What a cadence would have fired, in the order of time. Contacts' slots come in the same order in each cycle, so that they
 * are sorted once, and nothing is held but the contacts.
 */
export function* firedByCadence(
  program: { readonly programId: string; readonly cadenceDays: number },
  contacts: readonly CadenceContact[],
  { since, until }: Period,
): Generator<Happening> {
  const first = contacts.map((contact) => ({ contact, slot: nextSlot(program, contact.spread, since) }));
  first.sort((a, b) => a.slot - b.slot || (a.contact.contactId < b.contact.contactId ? -1 : 1));
  for (let later = 0; since + later < until; later += program.cadenceDays * DAY_MS) {
    for (const { contact, slot } of first) {
      if (slot + later >= until) return;
      yield firedFor(program.programId, contact, slot + later);
    }
  }
}

/** What dates of accounts would have fired, in the order of time. */
export function* firedByDates(programId: string, contacts: readonly DatedContact[]): Generator<Happening> {
  const ordered = [...contacts].sort((a, b) => a.at - b.at || (a.contactId < b.contactId ? -1 : 1));
  for (const contact of ordered) yield firedFor(programId, contact, contact.at);
}

function firedFor(
  programId: string,
  { contactId, accountId }: { readonly contactId: string; readonly accountId: string | null },
  at: number,
): Happening {
  const data = { contactId, touchpoint: ownTouchpoint(programId), ...(accountId && { accountId }) };
  const id = `${programId}:${new Date(at).toISOString()}:${contactId}`;
  return { at, event: { id, source: '', correlationId: '', lineage: '', data } };
}
