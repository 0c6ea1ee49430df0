/** What decides whether anything is done because of a scored response. */
export interface Followable {
  readonly category: string;
  /** `set_aside` or `excluded` where it does not count. */
  readonly state?: string;
  readonly historic?: boolean;
  readonly anonymous?: boolean;
}

/** Why what followed from a response is closed when the response no longer counts. */
export const CLOSED_BECAUSE: Readonly<Record<string, string>> = {
  excluded: 'response excluded',
  set_aside: 'response set aside',
};

/**
 * Whether a response is followed up: history never is, nor what does not count. Where nobody knows who answered, there is
 * nobody to ask for anything, but an account that is known can be called.
 */
export function isFollowedUp({ category, state, historic, anonymous }: Followable, accountId: string | null): boolean {
  if (state !== undefined || historic) return false;
  return !anonymous || (accountId !== null && category !== 'promoter');
}
