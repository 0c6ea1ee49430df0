import type { SendOutcome } from '../deliveries/delivery.rules.js';

const DAY_MS = 86_400_000;

/** What decides how long an invitation waits in the app. */
export interface Offering {
  /** Including this one; after the first it has waited already. */
  readonly attempts: number;
  readonly expiresAt: Date;
  /** Whether another channel comes after this one. */
  readonly goesOn: boolean;
  readonly waitDays: number;
}

/** An invitation waits in the app until another channel has its turn, or until it expires where there is none. */
export function offer({ attempts, expiresAt, goesOn, waitDays }: Offering, now: Date): SendOutcome {
  if (attempts > 1) return { kind: 'refused', reason: 'nobody came to the app' };
  const turn = new Date(now.getTime() + waitDays * DAY_MS);
  return { kind: 'offered', until: goesOn && turn < expiresAt ? turn : expiresAt };
}
