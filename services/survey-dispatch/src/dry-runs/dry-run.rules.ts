import { afterAsk, type ContactBudget, UNTOUCHED } from '../budget/contact-budget.rules.js';
import { scopeOf } from '../decisions/budget-verdict.rules.js';
import {
  type Candidate,
  type Decision,
  decideAgain,
  decideEvents,
  type Facts,
  type KnownContact,
} from '../decisions/decide.rules.js';
import type { JourneyEvent } from '../decisions/journey-event.rules.js';

/** A recorded event of a contact, or an ask of hers from before the time that is replayed. */
export interface RecordedEvent {
  readonly event: JourneyEvent;
  readonly contact: KnownContact | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Whether it is an ask that was really made, before the time that is replayed. */
  readonly wasAsked: boolean;
}

/** How many would have been decided how, by day, outcome and reason: `2026-06-30 asked within_contact_budget`. */
export type Tally = Map<string, number>;

/** What is the same for every event of a dry run. */
export type Circumstances = Pick<Facts, 'programs' | 'policy' | 'relationships'>;

interface Waiting {
  readonly candidate: Candidate;
  readonly releaseAt: number;
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/**
 * Replays the events of one contact, in their order, and adds what would have been decided to the tally. Nothing is kept
 * from one contact to the next, so that memory does not grow with their number.
 */
export function replayContact(events: readonly RecordedEvent[], circumstances: Circumstances, tally: Tally): void {
  let budget: ContactBudget = UNTOUCHED;
  let waiting: Waiting[] = [];
  const factsAt = (contact: KnownContact | undefined, now: number): Facts => ({
    ...circumstances,
    contacts: contact ? new Map([[contact.contactId, contact]]) : new Map(),
    budgets: contact ? new Map([[contact.contactId, budget]]) : new Map(),
    now,
    mayWait: false,
  });
  const note = (decisions: readonly Decision[], now: number) => {
    for (const decision of decisions) {
      const { outcome, reason, program, dueAt, releaseAt, latestAt, event, contact } = decision;
      if (outcome === 'asked') budget = afterAsk(budget, scopeOf(program!), dueAt!);
      const deferral = { decisionId: event.id, latestAt: latestAt! };
      if (outcome === 'deferred')
        waiting.push({ candidate: { event, program, contact, deferral }, releaseAt: releaseAt! });
      const key = `${dayOf(outcome === 'asked' ? dueAt! : now)} ${outcome} ${reason}`;
      tally.set(key, (tally.get(key) ?? 0) + 1);
    }
  };
  const takeUp = (until: number) => {
    for (;;) {
      const due = waiting.filter(({ releaseAt }) => releaseAt <= until);
      if (due.length === 0) return;
      const now = Math.min(...due.map(({ releaseAt }) => releaseAt));
      const ready = due.filter(({ releaseAt }) => releaseAt === now).map(({ candidate }) => candidate);
      ready.sort((a, b) => a.program!.priority - b.program!.priority);
      waiting = waiting.filter(({ releaseAt }) => releaseAt !== now);
      note(decideAgain(ready, factsAt(ready[0]!.contact, now)), now);
    }
  };
  for (const { event, contact, at, wasAsked } of events) {
    takeUp(at);
    // Which program it was is not known any more for certain: it counts for every window.
    if (wasAsked) budget = { ...budget, lastAskedAt: at, lastTouchpointAt: at };
    else note(decideEvents([event], factsAt(contact, at)).decisions, at);
  }
}
