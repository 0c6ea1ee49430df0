import { type BudgetedProgram, budgetConflicts } from './budget-conflicts.rules.js';

/** When mail may go out, in the contact's own time zone. */
export interface SendingHours {
  /** `HH:MM`, inclusive. */
  readonly from: string;
  /** `HH:MM`, exclusive. */
  readonly to: string;
  /** ISO weekdays, Monday is 1. */
  readonly weekdays: readonly number[];
}

/** How often contacts and accounts may be asked, over all programs. */
export interface BudgetPolicy {
  /** Days between any two asks of a contact. */
  readonly allDays: number;
  /** Days between two asks of a contact by relationship programs. */
  readonly relationshipDays: number;
  /** Days between two asks of a contact by programs of touchpoints and dates. */
  readonly touchpointDays: number;
  /** Days before the contact's next relationship survey that no touchpoint may use. */
  readonly relationshipReserveDays: number;
  /** How many people of an account may be asked within `days`; `reserved` of them by relationship programs alone. */
  readonly account: { readonly people: number; readonly days: number; readonly reserved: number } | null;
  readonly sendingHours: SendingHours | null;
  /** IANA zone of contacts who name none. */
  readonly defaultTimeZone: string;
}

/** What holds until an operator says otherwise. */
export const DEFAULT_POLICY: BudgetPolicy = {
  allDays: 90,
  relationshipDays: 90,
  touchpointDays: 90,
  relationshipReserveDays: 30,
  account: null,
  sendingHours: null,
  defaultTimeZone: 'UTC',
};

/** What is wrong, and where. */
export interface PolicyProblem {
  readonly field: string;
  readonly reason: string;
}

/** What contradicts itself in a policy whose single values are sound, or makes a program that is there impossible. */
export function policyProblems(policy: BudgetPolicy, programs: readonly BudgetedProgram[]): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const say = (field: string, reason: string) => problems.push({ field, reason });
  for (const field of ['relationshipDays', 'touchpointDays'] as const) {
    if (policy[field] < policy.allDays)
      say(field, `must be at least allDays (${policy.allDays}), which holds between any two asks`);
  }
  const { account, sendingHours } = policy;
  if (account && account.reserved > account.people)
    say('account.reserved', `must not be more than account.people (${account.people})`);
  if (sendingHours && sendingHours.from >= sendingHours.to)
    say('sendingHours.to', `must be later than sendingHours.from (${sendingHours.from})`);
  if (!isTimeZone(policy.defaultTimeZone)) say('defaultTimeZone', 'is no IANA time zone');
  const ofPrograms = budgetConflicts(policy, programs).flatMap(({ ofPolicy }) => ofPolicy ?? []);
  return [...problems, ...ofPrograms];
}

/** The longest time back that the budget looks at, in days. */
export function longestWindow({ allDays, relationshipDays, touchpointDays, account }: BudgetPolicy): number {
  return Math.max(allDays, relationshipDays, touchpointDays, account?.days ?? 0);
}

/** Whether a name is an IANA time zone that can be reckoned with. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
