import { type AccountValue, isLarge, renewsSoon } from '../accounts/account.rules.js';

/** What a promoter can be asked for. */
export type AdvocacyKind = 'review' | 'referral' | 'testimonial';

/**
 * What to ask a promoter for. A review is the smallest favour: it is asked of who is unknown, has left, or is about to
 * renew. A large account's name is worth a testimonial; every other one is asked for a referral.
 * @param highArr revenue from which an account is large
 */
export function advocacyKind(
  answer: AccountValue & { accountId: string | null },
  highArr: number,
  now: Date,
): AdvocacyKind {
  if (answer.accountId === null || answer.lifecycle !== 'active' || renewsSoon(answer, now)) return 'review';
  return isLarge(answer, highArr) ? 'testimonial' : 'referral';
}
