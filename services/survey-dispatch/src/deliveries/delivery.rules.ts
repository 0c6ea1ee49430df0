import type { ClaimedInvitation } from './claimed-invitation.rules.js';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** About five days with the waits below: how long a mail server goes on trying (RFC 5321, 4.5.4.1). */
export const MAX_ATTEMPTS = 490;

const LATE_MS = 60_000;

/** Mails that are on their way at the same time. */
export const CONCURRENT_MAILS = 10;

/** Invitations that are claimed at once. */
export const CLAIMED_AT_ONCE = 200;

/** How long a claimed invitation belongs to who claimed it; a send is cut off long before that. */
export const LEASE_MS = 180_000;

/** What the channel made of a message. Only `later` and `unsent` mean for sure that nobody got it and that sending may help. */
export type SendOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'later'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'expired' }
  /** The invitation that it reminds of is over. */
  | { readonly kind: 'over'; readonly reason: string }
  /** It was claimed, and never tried. */
  | { readonly kind: 'unsent' }
  /** It waits for the contact to come and get it; until then nobody looks at it again. */
  | { readonly kind: 'offered'; readonly until: Date }
  | { readonly kind: 'unclear'; readonly reason: string };

/** What becomes of an invitation or a reminder after an attempt to send it. */
export type NextState =
  | { readonly state: 'sent' }
  | { readonly state: 'expired' }
  | { readonly state: 'scheduled'; readonly dueAt: Date; readonly reason?: string; readonly unspent?: true }
  | { readonly state: 'failed' | 'unknown' | 'cancelled'; readonly reason: string };

/** What became of a claimed message, and when. */
export interface Sent {
  readonly claimed: ClaimedInvitation;
  readonly outcome: SendOutcome;
  readonly at: Date;
}

/**
 * What becomes of an invitation after an attempt: a mail that may have been delivered is never sent again. What was not tried
 * has spent no attempt.
 */
export function afterAttempt(
  outcome: SendOutcome,
  { attempts, dueAt }: Pick<ClaimedInvitation, 'attempts' | 'dueAt'>,
  now: Date,
): NextState {
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'sent' };
    case 'expired':
      return { state: 'expired' };
    case 'unsent':
      return { state: 'scheduled', dueAt, unspent: true };
    case 'offered':
      return { state: 'scheduled', dueAt: outcome.until, reason: 'offered' };
    case 'unclear':
      return { state: 'unknown', reason: outcome.reason };
    case 'refused':
      return { state: 'failed', reason: outcome.reason };
    case 'over':
      return { state: 'cancelled', reason: outcome.reason };
    default:
      if (attempts >= MAX_ATTEMPTS)
        return { state: 'failed', reason: `gave up after ${attempts} attempts: ${outcome.reason}` };
      return { state: 'scheduled', dueAt: new Date(now.getTime() + waitAfter(attempts)), reason: outcome.reason };
  }
}

/**
 * Whether a message went out so much later than it was due that its contact's windows must last from then on. Less than a
 * minute is what clocks differ by.
 */
export function isLate({ claimed, at }: Pick<Sent, 'claimed' | 'at'>): boolean {
  return claimed.attempts > 1 || at.getTime() - claimed.dueAt.getTime() > LATE_MS;
}

/** How long to wait after so many attempts, in milliseconds: doubled each time, 15 minutes at the most. */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
}

/** What decides whether something that is due may be sent over its channel. */
export type DueFacts = Pick<
  ClaimedInvitation,
  'channel' | 'email' | 'emailConsent' | 'phone' | 'smsConsent' | 'inAppConsent' | 'blocked' | 'expiresAt'
>;

/** Why an invitation must not be sent any more, or nothing: an opt-out since the decision wins. */
export function obstacleTo(facts: DueFacts, now: Date): string | undefined {
  if (facts.blocked !== null) return facts.blocked;
  return unreachableBy(facts) ?? (facts.expiresAt <= now ? 'expired' : undefined);
}

/** Why a contact cannot be reached over the channel, or nothing; a hand-off needs no address of ours. */
export function unreachableBy({ channel, ...facts }: DueFacts): string | undefined {
  if (channel === 'email') {
    if (!facts.emailConsent) return 'no_email_consent';
    return facts.email === null ? 'no_email_address' : undefined;
  }
  if (channel === 'sms') {
    if (!facts.smsConsent) return 'no_sms_consent';
    return facts.phone === null ? 'no_phone' : undefined;
  }
  return channel === 'in_app' && !facts.inAppConsent ? 'no_in_app_consent' : undefined;
}
