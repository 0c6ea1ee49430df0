import type { BudgetPolicy } from '../budget/budget-policy.rules.js';
import { afterAsk, type ContactBudget, UNTOUCHED } from '../budget/contact-budget.rules.js';
import { nextSendingTime } from '../budget/sending-hours.rules.js';
import type { ActiveProgram, ProgramsByTouchpoint } from '../programs/active-program.rules.js';
import { type Attributes, matches } from '../programs/audience.rules.js';
import { type Channel, firstReachable, type Reach, whyUnreachable } from '../programs/channel.rules.js';
import { leftOut } from '../programs/sticky.rules.js';
import { type Deferral, deferOrSuppress, scopeOf, waitOf } from './budget-verdict.rules.js';
import type { JourneyEvent } from './journey-event.rules.js';

/** What deciding needs to know of a contact. */
export interface KnownContact extends Reach {
  readonly contactId: string;
  readonly accountId: string | null;
  readonly locale: string | null;
  readonly timeZone: string | null;
  /** The contact's place in the cycles of relationship programs. */
  readonly spread: number;
  /** Read only where an audience looks at them. */
  readonly attributes?: Attributes;
  readonly accountAttributes?: Attributes | null;
}

export type Outcome = 'asked' | 'deferred' | 'suppressed' | 'sampled_out' | 'unreachable' | 'no_matching_program';

/** What became of a journey event for one program. */
export interface Decision {
  readonly event: JourneyEvent;
  /** Absent when no program matches. */
  readonly program?: ActiveProgram;
  readonly contact?: KnownContact;
  readonly outcome: Outcome;
  /** The rule that decided. */
  readonly reason: string;
  /** When it is to be asked, where it is; epoch milliseconds. */
  readonly dueAt?: number;
  /** The channel that asks first, where it is asked. */
  readonly channel?: Channel;
  /** When the contact may be asked (again), in epoch milliseconds. */
  readonly releaseAt?: number;
  /** Until when a deferred ask may be made, in epoch milliseconds. */
  readonly latestAt?: number;
  /** Set where an earlier decision is made anew. */
  readonly deferral?: Deferral;
}

/** What is known when a chunk of events is decided. */
export interface Facts {
  readonly programs: ProgramsByTouchpoint;
  readonly policy: BudgetPolicy;
  /** By contact id. */
  readonly contacts: ReadonlyMap<string, KnownContact>;
  /** By contact id; who was never asked nor blocked is absent. */
  readonly budgets: ReadonlyMap<string, ContactBudget>;
  /** The active programs that contacts' slots are reserved for. */
  readonly relationships: readonly ActiveProgram[];
  /** Epoch milliseconds. */
  readonly now: number;
  /** The channels that the installation is not set up for. */
  readonly closedChannels: readonly Channel[];
  /** Whether an event of an unknown contact may wait for it. */
  readonly mayWait: boolean;
}

/** A decision that is looked for: an event, and a program that it fires. */
export type Candidate = Pick<Decision, 'event' | 'program' | 'contact' | 'deferral'>;

/**
 * Decides a chunk of events in their order: one decision per matching program, or one `no_matching_program`. `asked` holds
 * at most once per contact, and only if the budgets then grant it; see `withoutBudget`.
 */
export function decideEvents(
  events: readonly JourneyEvent[],
  facts: Facts,
): { decisions: Decision[]; waiting: JourneyEvent[] } {
  const decisions: Decision[] = [];
  const waiting: JourneyEvent[] = [];
  const asking = new Map<string, ContactBudget>();
  for (const event of events) {
    const programs = facts.programs.get(event.data.touchpoint);
    const contact = facts.contacts.get(event.data.contactId);
    if (!programs) {
      decisions.push({ event, contact, outcome: 'no_matching_program', reason: 'no_matching_program' });
    } else if (!contact && facts.mayWait && !isErased(event, facts)) {
      waiting.push(event);
    } else {
      for (const program of programs) decisions.push(decideOne({ event, program, contact }, asking, facts));
    }
  }
  return { decisions, waiting };
}

/** Whether an event is about somebody whose personal data were erased. */
export function isErased({ data }: JourneyEvent, { budgets }: Facts): boolean {
  return budgets.get(data.contactId)?.blocked === 'erased';
}

/** Decides deferred asks anew, in their order. */
export function decideAgain(candidates: readonly Candidate[], facts: Facts): Decision[] {
  const asking = new Map<string, ContactBudget>();
  return candidates.map((candidate) => decideOne(candidate, asking, facts));
}

function decideOne(candidate: Candidate, asking: Map<string, ContactBudget>, facts: Facts): Decision {
  const { event, contact, deferral } = candidate;
  const program = candidate.program!;
  if (isErased(event, facts)) return { ...candidate, outcome: 'suppressed', reason: 'erased' };
  if (deferral?.endedBy) return { ...candidate, outcome: 'suppressed', reason: deferral.endedBy };
  if (program.state !== 'active') return { ...candidate, outcome: 'suppressed', reason: `program_${program.state}` };
  if (!contact) return { ...candidate, outcome: 'unreachable', reason: 'unknown_contact' };
  const budget = asking.get(contact.contactId) ?? facts.budgets.get(contact.contactId) ?? UNTOUCHED;
  if (budget.blocked !== null) return { ...candidate, outcome: 'suppressed', reason: budget.blocked };
  if (!isInAudience(event, program, contact))
    return { ...candidate, outcome: 'no_matching_program', reason: 'audience_mismatch' };
  const left = leftOut(program, contact.contactId);
  if (left) return { ...candidate, outcome: 'sampled_out', reason: left };
  const channel = firstReachable(program.channels, contact, facts.closedChannels);
  if (!channel) return { ...candidate, ...whyUnreachable(program.channels, contact, facts.closedChannels) };
  const dueAt = dueAtOf(program, contact, facts, deferral !== undefined);
  const wait = waitOf({ program, contact, budget, dueAt }, facts);
  if (wait) return deferOrSuppress(candidate, wait, facts.now);
  if (deferral && dueAt > deferral.latestAt)
    return { ...candidate, outcome: 'suppressed', reason: 'latest_date_passed' };
  // A chunk takes a contact's budget once; what no window refuses beside it is decided when it is due.
  if (asking.has(contact.contactId))
    return deferOrSuppress(candidate, { reason: 'contact_quarantine', releaseAt: dueAt }, facts.now);
  asking.set(contact.contactId, afterAsk(budget, scopeOf(program), dueAt));
  return { event, program, contact, deferral, outcome: 'asked', reason: 'within_contact_budget', dueAt, channel };
}

const NONE: Attributes = {};

/** Whether a program's conditions hold for an event and its contact. */
export function isInAudience(event: JourneyEvent, { audience }: ActiveProgram, contact: KnownContact): boolean {
  if (audience.length === 0) return true;
  return matches(audience, {
    event: event.data.attributes ?? NONE,
    contact: contact.attributes ?? NONE,
    account: contact.accountAttributes ?? NONE,
  });
}

/** When a program asks somebody about whom it decides now, in epoch milliseconds; a deferred ask has had its delay. */
function dueAtOf(program: ActiveProgram, contact: KnownContact, { now, policy }: Facts, isDeferred: boolean): number {
  const from = isDeferred ? now : now + program.delaySeconds * 1000;
  return nextSendingTime(policy.sendingHours, contact.timeZone ?? policy.defaultTimeZone, from);
}
