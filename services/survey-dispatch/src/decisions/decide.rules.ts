import type { ActiveProgram, ProgramsByTouchpoint } from '../programs/active-program.rules.js';
import type { JourneyEvent } from './journey-event.rules.js';

/** No contact is asked twice within this time, whatever the programs: 90 days, in hours. */
export const QUARANTINE_HOURS = 90 * 24;
const QUARANTINE_MS = QUARANTINE_HOURS * 3_600_000;

/** What deciding needs to know of a contact. */
export interface KnownContact {
  readonly contactId: string;
  readonly accountId: string | null;
  readonly locale: string | null;
  readonly hasEmail: boolean;
  readonly emailConsent: boolean;
  /** When the contact is (or is to be) asked last, in epoch milliseconds. */
  readonly lastAskedAt: number | null;
}

export type Outcome = 'asked' | 'suppressed' | 'unreachable' | 'no_matching_program';

/** What became of a journey event for one program. */
export interface Decision {
  readonly event: JourneyEvent;
  /** Absent when no program matches. */
  readonly program?: ActiveProgram;
  readonly contact?: KnownContact;
  readonly outcome: Outcome;
  /** The rule that decided. */
  readonly reason: string;
  /** When the contact may be asked again, in epoch milliseconds. */
  readonly releaseAt?: number;
}

/** What is known when a chunk of events is decided. */
export interface Facts {
  readonly programs: ProgramsByTouchpoint;
  /** By contact id. */
  readonly contacts: ReadonlyMap<string, KnownContact>;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whether an event of an unknown contact may wait for it. */
  readonly mayWait: boolean;
}

/**
 * Decides a chunk of events in their order: one decision per matching program, or one `no_matching_program`. `asked` holds
 * at most once per contact, and only if the contact budget then grants it; see `withoutBudget`.
 */
export function decideEvents(
  events: readonly JourneyEvent[],
  facts: Facts,
): { decisions: Decision[]; waiting: JourneyEvent[] } {
  const decisions: Decision[] = [];
  const waiting: JourneyEvent[] = [];
  const asking = new Map<string, number>();
  for (const event of events) {
    const programs = facts.programs.get(event.data.touchpoint);
    const contact = facts.contacts.get(event.data.contactId);
    if (!programs) {
      decisions.push({ event, contact, outcome: 'no_matching_program', reason: 'no_matching_program' });
    } else if (!contact && facts.mayWait) {
      waiting.push(event);
    } else {
      for (const program of programs) decisions.push(decideOne(event, program, contact, asking, facts.now));
    }
  }
  return { decisions, waiting };
}

function decideOne(
  event: JourneyEvent,
  program: ActiveProgram,
  contact: KnownContact | undefined,
  asking: Map<string, number>,
  now: number,
): Decision {
  if (!contact) return { event, program, contact, outcome: 'unreachable', reason: 'unknown_contact' };
  if (!contact.emailConsent) return { event, program, contact, outcome: 'suppressed', reason: 'no_email_consent' };
  if (!contact.hasEmail) return { event, program, contact, outcome: 'unreachable', reason: 'no_email_address' };
  const asked = asking.get(contact.contactId);
  if (asked !== undefined) return quarantined({ event, program, contact }, asked);
  const dueAt = dueAtOf(program, now);
  if (contact.lastAskedAt !== null && contact.lastAskedAt > dueAt - QUARANTINE_MS) {
    return quarantined({ event, program, contact }, contact.lastAskedAt);
  }
  asking.set(contact.contactId, dueAt);
  return { event, program, contact, outcome: 'asked', reason: 'within_contact_budget' };
}

function quarantined({ event, program, contact }: Omit<Decision, 'outcome' | 'reason'>, lastAskedAt: number): Decision {
  const releaseAt = lastAskedAt + QUARANTINE_MS;
  return { event, program, contact, outcome: 'suppressed', reason: 'contact_quarantine', releaseAt };
}

/**
 * Takes back what the contact budget did not grant, because somebody else asked the contact in the meantime.
 * @param refused when each of those contacts was asked last, by contact id, in epoch milliseconds
 */
export function withoutBudget(decisions: readonly Decision[], refused: ReadonlyMap<string, number>): Decision[] {
  return decisions.map((decision) => {
    const lastAskedAt = refused.get(decision.event.data.contactId);
    const concerned = decision.outcome === 'asked' || decision.reason === 'contact_quarantine';
    return lastAskedAt !== undefined && concerned ? quarantined(decision, lastAskedAt) : decision;
  });
}

/** When a program asks somebody about whom it decides now, in epoch milliseconds. */
export function dueAtOf(program: ActiveProgram, now: number): number {
  return now + program.delaySeconds * 1000;
}
