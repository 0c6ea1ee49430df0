const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** About five days with the waits below: how long a mail server goes on trying (RFC 5321, 4.5.4.1). */
export const MAX_ATTEMPTS = 490;

/** Mails that are on their way at the same time. */
export const CONCURRENT_MAILS = 10;

/** How long a claimed invitation belongs to who claimed it; a send is cut off long before that. */
export const LEASE_MS = 180_000;

/** What the channel made of a mail. Only `later` means for sure that nobody got it and that trying again may help. */
export type SendOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'later'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'expired' }
  | { readonly kind: 'unclear'; readonly reason: string };

/** What becomes of an invitation after an attempt to send it. */
export type NextState =
  | { readonly state: 'sent' }
  | { readonly state: 'expired' }
  | { readonly state: 'scheduled'; readonly dueAt: Date; readonly reason: string }
  | { readonly state: 'failed' | 'unknown'; readonly reason: string };

/**
 * What becomes of an invitation after an attempt: a mail that may have been delivered is never sent again.
 * @param attempts including this one
 */
export function afterAttempt(outcome: SendOutcome, attempts: number, now: Date): NextState {
  if (outcome.kind === 'accepted') return { state: 'sent' };
  if (outcome.kind === 'expired') return { state: 'expired' };
  if (outcome.kind === 'unclear') return { state: 'unknown', reason: outcome.reason };
  if (outcome.kind === 'refused') return { state: 'failed', reason: outcome.reason };
  if (attempts >= MAX_ATTEMPTS)
    return { state: 'failed', reason: `gave up after ${attempts} attempts: ${outcome.reason}` };
  return { state: 'scheduled', dueAt: new Date(now.getTime() + waitAfter(attempts)), reason: outcome.reason };
}

/** How long to wait after so many attempts, in milliseconds: doubled each time, 15 minutes at the most. */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
}

/** What decides whether an invitation that is due may be sent. */
export interface DueFacts {
  readonly email: string | null;
  readonly emailConsent: boolean;
  /** Why the contact is never asked again, if so. */
  readonly blocked: string | null;
  readonly expiresAt: Date;
}

/** Why an invitation must not be sent any more, or nothing: an opt-out since the decision wins. */
export function obstacleTo({ email, emailConsent, blocked, expiresAt }: DueFacts, now: Date): string | undefined {
  if (blocked !== null) return blocked;
  if (!emailConsent) return 'no_email_consent';
  if (email === null) return 'no_email_address';
  return expiresAt <= now ? 'expired' : undefined;
}
