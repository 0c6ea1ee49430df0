/** Where an invitation is in its life. */
export type InvitationState =
  | 'scheduled'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'opened'
  | 'answered'
  | 'expired'
  | 'bounced'
  | 'complained'
  | 'cancelled'
  | 'failed'
  | 'unknown';

/** What an invitation becomes by something other than an attempt to send it. */
export type Move = Exclude<InvitationState, 'scheduled' | 'sending' | 'sent' | 'failed' | 'unknown'>;

/**
 * The one table of what may follow what. An answer is a fact and ends everything but a cancellation; reports of a provider
 * come late and in any order, so that none leads back to an earlier state.
 */
export const TRANSITIONS: Readonly<Record<InvitationState, readonly InvitationState[]>> = {
  scheduled: ['sending', 'answered', 'cancelled'],
  // A provider's report, or the answer, can be quicker than the note that the mail was sent.
  sending: [
    'scheduled',
    'sent',
    'failed',
    'unknown',
    'expired',
    'delivered',
    'opened',
    'answered',
    'bounced',
    'complained',
  ],
  sent: ['delivered', 'opened', 'answered', 'expired', 'bounced', 'complained', 'cancelled'],
  delivered: ['opened', 'answered', 'expired', 'bounced', 'complained', 'cancelled'],
  opened: ['answered', 'expired', 'bounced', 'complained', 'cancelled'],
  unknown: ['delivered', 'opened', 'answered', 'bounced', 'complained', 'cancelled'],
  failed: ['answered'],
  // Nobody has it: it goes on over another channel, where there is one.
  bounced: ['scheduled', 'answered', 'complained'],
  complained: ['answered'],
  expired: ['answered', 'bounced', 'complained'],
  cancelled: [],
  answered: [],
};

/** Every state, in the order of an invitation's life. */
export const STATES = Object.keys(TRANSITIONS) as InvitationState[];

/** The states from which an invitation may become `to`. */
export function statesBefore(to: InvitationState): InvitationState[] {
  return STATES.filter((state) => TRANSITIONS[state].includes(to));
}
