import { type AccountValue, isLarge, renewsSoon } from '../accounts/account.rules.js';
import { addBusinessDays } from '../calendar/business-days.rules.js';

/** How pressing a case is. */
export type Priority = 'urgent' | 'high' | 'normal';

const VERY_LOW_SCORE = 2;
const LOW_SCORE = 4;
const DECIDING_ROLES = ['executive_sponsor', 'decision_maker'];
const FIRST_CONTACT_DAYS = 1;
const RESOLUTION_DAYS = 5;

/**
 * Urgent: a score of 0 to 2, a large account, or one that renews soon. High: a score of 3 or 4, or somebody who
 * decides. Normal: everything else.
 * @param highArr revenue from which an account is large
 */
export function casePriority(
  answer: Pick<AccountValue, 'arr' | 'renewalDate'> & { score: number; role: string | null },
  highArr: number,
  now: Date,
): Priority {
  if (answer.score <= VERY_LOW_SCORE || isLarge(answer, highArr) || renewsSoon(answer, now)) return 'urgent';
  if (answer.score <= LOW_SCORE || DECIDING_ROLES.includes(answer.role ?? '')) return 'high';
  return 'normal';
}

/** Until when a case wants a first contact (1 business day) and a resolution (5 business days). */
export function caseDeadlines(openedAt: Date): { firstContactDueAt: Date; resolutionDueAt: Date } {
  return {
    firstContactDueAt: addBusinessDays(openedAt, FIRST_CONTACT_DAYS),
    resolutionDueAt: addBusinessDays(openedAt, RESOLUTION_DAYS),
  };
}
