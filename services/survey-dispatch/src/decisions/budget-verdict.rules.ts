import type { BudgetPolicy } from '../budget/budget-policy.rules.js';
import { type ContactBudget, type Scope, type Wait, windowWait } from '../budget/contact-budget.rules.js';
import type { ActiveProgram } from '../programs/active-program.rules.js';
import { matches } from '../programs/audience.rules.js';
import { nextSlot } from '../programs/cadence.rules.js';
import { leftOut } from '../programs/sticky.rules.js';
import type { Candidate, Decision, Facts, KnownContact } from './decide.rules.js';

const DAY_MS = 86_400_000;

/** What is kept of a decision that was deferred. */
export interface Deferral {
  readonly decisionId: string;
  /** Until when it may be asked, in epoch milliseconds. */
  readonly latestAt: number;
  /** Why it is not made any more, where something other than time ended it. */
  readonly endedBy?: string | null;
}

/** Which of a contact's windows a program's asks count for. */
export function scopeOf({ kind }: ActiveProgram): Scope {
  return kind === 'relationship' ? 'relationship' : 'touchpoint';
}

interface WishedAsk {
  readonly program: ActiveProgram;
  readonly contact: KnownContact;
  readonly budget: ContactBudget;
  readonly dueAt: number;
}

/** Why an ask has to wait, by the contact's windows or for the contact's relationship survey, or nothing. */
export function waitOf({ program, contact, budget, dueAt }: WishedAsk, facts: Facts): Wait | undefined {
  const scope = scopeOf(program);
  const wait = windowWait(facts.policy, budget, scope, dueAt);
  if (wait || scope === 'relationship' || facts.relationships.length === 0) return wait;
  const releaseAt = reservedUntil(facts.relationships, contact, facts.policy, dueAt);
  return releaseAt === undefined ? undefined : { reason: 'relationship_reserve', releaseAt };
}

function reservedUntil(
  relationships: readonly ActiveProgram[],
  contact: KnownContact,
  { relationshipReserveDays }: BudgetPolicy,
  dueAt: number,
): number | undefined {
  for (const { programId, cadenceDays, ...program } of relationships) {
    const slot = nextSlot({ programId, cadenceDays: cadenceDays! }, contact.spread, dueAt);
    const isReserved = slot - dueAt < relationshipReserveDays * DAY_MS;
    const isAsked = isReserved && matches(program.audience, { event: {}, ...attributesOf(contact) });
    if (isAsked && !leftOut({ programId, ...program }, contact.contactId)) return slot + 1;
  }
  return undefined;
}

/** Read only where an audience looks at them. */
function attributesOf({ attributes, accountAttributes }: KnownContact) {
  return { contact: attributes ?? {}, account: accountAttributes ?? {} };
}

/** Defers an ask until its release, or suppresses it where that would be too late for its program. */
export function deferOrSuppress(candidate: Candidate, { reason, releaseAt }: Wait, now: number): Decision {
  const { delaySeconds, deferDays } = candidate.program!;
  const latestAt = candidate.deferral?.latestAt ?? now + delaySeconds * 1000 + deferDays * DAY_MS;
  const known = Number.isFinite(releaseAt) ? releaseAt : undefined;
  if (releaseAt > latestAt) return { ...candidate, outcome: 'suppressed', reason, releaseAt: known };
  return { ...candidate, outcome: 'deferred', reason, releaseAt, latestAt };
}

/**
 * Takes back what a contact's budget did not grant, because somebody else asked (or blocked) the contact meanwhile.
 * @param refused the budgets that refused, by contact id
 */
export function withoutBudget(
  decisions: readonly Decision[],
  refused: ReadonlyMap<string, ContactBudget>,
  facts: Facts,
): Decision[] {
  return decisions.map((decision) => {
    const budget = refused.get(decision.event.data.contactId);
    return budget && isBudgets(decision) ? decideByBudget(decision, budget, facts) : decision;
  });
}

/** Whether it was the budget that decided. */
const isBudgets = ({ outcome, reason }: Decision) =>
  outcome === 'asked' || outcome === 'deferred' || reason === 'contact_quarantine' || reason.endsWith('_window');

function decideByBudget({ event, program, contact, deferral, dueAt }: Decision, budget: ContactBudget, facts: Facts) {
  const candidate: Candidate = { event, program, contact, deferral };
  if (budget.blocked !== null) return { ...candidate, outcome: 'suppressed' as const, reason: budget.blocked };
  const wished = { program: program!, contact: contact!, budget, dueAt: dueAt ?? facts.now };
  // What no window refuses any more is decided again when it would be due: this time nothing was taken for it.
  const wait = waitOf(wished, facts) ?? { reason: 'contact_quarantine' as const, releaseAt: wished.dueAt };
  return deferOrSuppress(candidate, wait, facts.now);
}
