import type { InvitationState } from '../invitations/invitation-state.rules.js';
import type { Channel } from '../programs/channel.rules.js';

/** Nobody is reminded of one invitation more often. */
export const MOST_REMINDERS = 5;

const HOURS_OF_A_YEAR = 24 * 365;
const OPEN: readonly InvitationState[] = ['sent', 'delivered', 'opened'];

/** One reminder of a program: how long after the first mail it goes out, in hours, and on which channel. */
export interface ReminderPlan {
  readonly afterHours: number;
  /** `email` unless said. */
  readonly channel?: Channel;
}

/** One thing that is wrong with a plan of reminders. */
export interface PlanProblem {
  readonly field: string;
  readonly reason: string;
}

/** What is wrong with the reminders of a program whose invitations expire after `expiryDays`; nothing where they can be. */
export function problemsOfReminders(plans: readonly ReminderPlan[], expiryDays: number): PlanProblem[] {
  const problems: PlanProblem[] = [];
  if (plans.length > MOST_REMINDERS)
    problems.push({ field: 'reminders', reason: `has ${MOST_REMINDERS} entries at the most` });
  plans.forEach(({ afterHours }, index) => {
    const field = `reminders.${index}.afterHours`;
    const before = plans[index - 1]?.afterHours ?? 0;
    if (!(afterHours > 0 && afterHours <= HOURS_OF_A_YEAR))
      problems.push({ field, reason: 'is a number of hours above 0, a year at the most' });
    else if (afterHours <= before)
      problems.push({ field, reason: `must be later than the one before, which is after ${before} hours` });
    else if (afterHours >= expiryDays * 24)
      problems.push({ field, reason: `is never sent: the invitation expires after ${expiryDays * 24} hours` });
  });
  return problems;
}

/** Why a reminder is not sent any more, or nothing: who answered, or can no longer answer, is left alone. */
export function obstacleToReminder(state: InvitationState): string | undefined {
  return OPEN.includes(state) ? undefined : `the invitation is ${state}`;
}

/** Reminders of contacts that go out now for the first time and count in the contact budget: each contact once. */
export function remindersToCount<R extends { contactId: string; attempts: number; invitationState: InvitationState }>(
  reminders: readonly R[],
): R[] {
  const first = reminders.filter(
    ({ attempts, invitationState }) => attempts === 1 && !obstacleToReminder(invitationState),
  );
  return [...new Map(first.map((reminder) => [reminder.contactId, reminder])).values()];
}
