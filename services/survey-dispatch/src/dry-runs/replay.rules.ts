import { afterAsk, type ContactBudget, type Scope, UNTOUCHED } from '../budget/contact-budget.rules.js';
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
import { type AsksOfAccounts, capAccounts } from './cap-accounts.rules.js';
import { ReleaseQueue } from './release-queue.rules.js';

/** More events than the dispatcher decides in one transaction. */
const TOGETHER = 2_000;

/** A journey event that is replayed. */
export interface Happening {
  readonly event: JourneyEvent;
  /** When it was decided, in epoch milliseconds; what has the same time was decided together. */
  readonly at: number;
  contact?: KnownContact;
  /** The ids of the decisions that were really made on it, by program: they order what is taken up at the same time. */
  readonly decisionIds?: Readonly<Record<string, string>>;
}

/** An ask that was really made before the time that is replayed; times in epoch milliseconds. */
export interface EarlierAsk {
  readonly contactId: string;
  readonly accountId: string | null;
  readonly scope: Scope;
  readonly dueAt: number;
  /** When the contact was mailed last for it, where that was later. */
  readonly lastAt: number;
}

/** What is the same for every event of a dry run. */
export type Circumstances = Omit<Facts, 'contacts' | 'budgets' | 'now' | 'mayWait'>;

/** What would have become of an event for a program in the end. */
export interface Fate {
  readonly decision: Decision;
  /** When it was first decided, in epoch milliseconds. */
  readonly firstAt: number;
  /** When it came to its end; that of an ask that still waits is when it was first decided. */
  readonly at: number;
  readonly wasDeferred: boolean;
}

interface Waiting {
  readonly decision: Decision;
  readonly firstAt: number;
  readonly order: string;
}

/** What waits is decided anew with the latest date that it got at first. */
function candidateOf({ decision, order }: Waiting): Candidate {
  const { event, program, contact, latestAt } = decision;
  return { event, program, contact, deferral: decision.deferral ?? { decisionId: order, latestAt: latestAt! } };
}

const priorityOf = ({ decision }: Waiting) => decision.program!.priority;

/**
 * Replays journey events of some contacts in the order of time, by the very rules that decide, and notes what becomes of
 * each in the end. The budgets are the replay's own: of contacts, of their accounts, and what is deferred and taken up the
 * moment it is released. It holds what was asked and what waits, and nothing of the events that are over.
 */
export class Replay {
  private readonly budgets = new Map<string, ContactBudget>();
  private readonly accounts: AsksOfAccounts = new Map();
  private readonly waiting = new ReleaseQueue<Waiting>();
  /** One object for each contact, whatever page it was read with: asks that wait hold it. */
  private readonly known = new Map<string, KnownContact>();
  private together: Happening[] = [];

  constructor(
    private readonly circumstances: Circumstances,
    private readonly note: (fate: Fate) => void,
  ) {}

  /** Counts an ask that was made before the time that is replayed. */
  recall({ contactId, accountId, scope, dueAt, lastAt }: EarlierAsk): void {
    const budget = this.budgets.get(contactId) ?? UNTOUCHED;
    const latest = (known: number | null, time: number) => Math.max(known ?? time, time);
    this.budgets.set(contactId, {
      ...budget,
      lastAskedAt: latest(budget.lastAskedAt, lastAt),
      ...(scope === 'relationship'
        ? { lastRelationshipAt: latest(budget.lastRelationshipAt, dueAt) }
        : { lastTouchpointAt: latest(budget.lastTouchpointAt, dueAt) }),
    });
    if (!accountId) return;
    const ofAccount = this.accounts.get(accountId);
    if (ofAccount) ofAccount.push({ contactId, at: dueAt });
    else this.accounts.set(accountId, [{ contactId, at: dueAt }]);
  }

  /** Has a contact never be asked. */
  block(contactId: string, reason: string): void {
    const budget = this.budgets.get(contactId) ?? UNTOUCHED;
    if (budget.blocked !== reason) this.budgets.set(contactId, { ...budget, blocked: reason });
  }

  /** Replays what happened next; none of it is earlier than what was replayed before. */
  play(happenings: readonly Happening[]): void {
    for (const happening of happenings) {
      const isNew = happening.at !== this.together[0]?.at || this.together.length >= TOGETHER;
      if (isNew) this.decideTogether();
      this.together.push(happening);
    }
  }

  /** Replays up to the end: what then still waits is noted as deferred. */
  end(until: number): void {
    this.decideTogether();
    this.takeUp(until);
    for (const { decision, firstAt } of this.waiting.drain())
      this.note({ decision, firstAt, at: firstAt, wasDeferred: true });
  }

  private decideTogether(): void {
    const [first] = this.together;
    if (!first) return;
    const { at } = first;
    this.takeUp(at);
    // The ledger does not say in which order the events of one chunk came.
    const happenings = this.together.sort((a, b) => (a.event.id < b.event.id ? -1 : 1));
    this.together = [];
    const contacts = new Map<string, KnownContact>();
    for (const { contact } of happenings) if (contact) contacts.set(contact.contactId, this.sameContact(contact));
    const facts: Facts = { ...this.circumstances, contacts, budgets: this.budgets, now: at, mayWait: false };
    const { decisions } = decideEvents(
      happenings.map(({ event }) => event),
      facts,
    );
    const ids = new Map(happenings.map(({ event, decisionIds }) => [event, decisionIds]));
    for (const decision of this.settle(decisions, at)) {
      const { event, program } = decision;
      const order = (program && ids.get(event)?.[program.programId]) ?? event.id;
      this.keep(decision, { firstAt: at, at, order, isFirst: true });
    }
  }

  private sameContact(contact: KnownContact): KnownContact {
    const known = this.known.get(contact.contactId);
    if (!known) this.known.set(contact.contactId, contact);
    return known ?? contact;
  }

  private takeUp(until: number): void {
    while (this.waiting.next <= until) {
      const at = this.waiting.next;
      const due = this.waiting.take();
      due.sort((a, b) => priorityOf(a) - priorityOf(b) || (a.order < b.order ? -1 : 1));
      const contacts = new Map<string, KnownContact>();
      const candidates = due.map(candidateOf);
      const facts: Facts = { ...this.circumstances, contacts, budgets: this.budgets, now: at, mayWait: false };
      const decisions = this.settle(decideAgain(candidates, facts), at);
      for (const [index, decision] of decisions.entries())
        this.keep(decision, { firstAt: due[index]!.firstAt, at, order: due[index]!.order, isFirst: false });
    }
  }

  /** Takes the budgets for what is to be asked. */
  private settle(wished: readonly Decision[], now: number): readonly Decision[] {
    const cap = this.circumstances.policy.account;
    const decisions = cap ? capAccounts(wished, cap, this.accounts, now) : wished;
    for (const { outcome, event, program, dueAt } of decisions) {
      if (outcome !== 'asked') continue;
      const { contactId } = event.data;
      this.budgets.set(contactId, afterAsk(this.budgets.get(contactId) ?? UNTOUCHED, scopeOf(program!), dueAt!));
    }
    return decisions;
  }

  private keep(
    decision: Decision,
    { firstAt, at, order, isFirst }: { firstAt: number; at: number; order: string; isFirst: boolean },
  ): void {
    if (decision.outcome === 'deferred') this.waiting.put(decision.releaseAt!, { decision, firstAt, order });
    else this.note({ decision, firstAt, at, wasDeferred: !isFirst });
  }
}
