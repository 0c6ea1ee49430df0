import type { BudgetPolicy } from '../budget/budget-policy.rules.js';
import { nextSendingTime } from '../budget/sending-hours.rules.js';
import type { ClaimedInvitation } from './claimed-invitation.rules.js';

/** When an invitation of a program that is not active is due: never, until that is active again. */
const NEVER = new Date('9999-12-31T00:00:00Z');
/** Nobody releases reminders: they look for themselves whether their program is active again. */
const LOOK_AGAIN_MS = 15 * 60_000;

/** A claimed message that may not be sent yet. */
export interface Held<C extends ClaimedInvitation = ClaimedInvitation> {
  readonly claimed: C;
  readonly until: Date;
  readonly why: 'program' | 'hours' | 'limit';
}

/**
 * Why a claimed message has to wait, and until when, or nothing: for its program, or for the hours in which its contact may be
 * written to. What only waits to be fetched disturbs nobody.
 */
export function heldBack<C extends ClaimedInvitation>(
  claimed: C,
  { sendingHours, defaultTimeZone }: Pick<BudgetPolicy, 'sendingHours' | 'defaultTimeZone'>,
  now: Date,
): Held<C> | undefined {
  const { programState, channel, timeZone, number } = claimed;
  const time = now.getTime();
  if (programState !== null && programState !== 'active') {
    const looks = number !== undefined && programState === 'paused';
    return { claimed, until: looks ? new Date(time + LOOK_AGAIN_MS) : NEVER, why: 'program' };
  }
  if (channel === 'in_app') return undefined;
  const opens = nextSendingTime(sendingHours, timeZone ?? defaultTimeZone, time);
  return opens > time ? { claimed, until: new Date(opens), why: 'hours' } : undefined;
}
