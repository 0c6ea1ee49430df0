/** What an account is worth, as far as it is known. */
export interface AccountValue {
  /** Annual recurring revenue in the operator's currency. */
  readonly arr: number | null;
  /** Next renewal, `YYYY-MM-DD`. */
  readonly renewalDate: string | null;
  /** `active` or `churned`. */
  readonly lifecycle: string | null;
}

const RENEWAL_NEAR_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether an account is one of the large ones. */
export function isLarge({ arr }: Pick<AccountValue, 'arr'>, highArr: number): boolean {
  return arr !== null && arr >= highArr;
}

/** Whether an account renews today or within the next 90 days (UTC); a date that is past says nothing. */
export function renewsSoon({ renewalDate }: Pick<AccountValue, 'renewalDate'>, now: Date): boolean {
  if (renewalDate === null) return false;
  const today = Math.floor(now.getTime() / DAY_MS);
  const daysAhead = Date.parse(`${renewalDate}T00:00:00Z`) / DAY_MS - today;
  return daysAhead >= 0 && daysAhead <= RENEWAL_NEAR_DAYS;
}
