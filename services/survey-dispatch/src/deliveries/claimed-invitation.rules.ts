import type { InvitationState } from '../invitations/invitation-state.rules.js';

/** An invitation whose sending is over or under way, with what its events need. */
export interface EndedInvitation {
  readonly invitationId: string;
  readonly contactId: string;
  /** `email`, `sms`, `in_app` or `handoff`. */
  readonly channel: string;
  readonly correlationId: string;
  /** Ends with the event that scheduled it. */
  readonly lineage: string;
}

/** An invitation, or a reminder of one, that one dispatcher alone has for now, with what its message needs. */
export interface ClaimedInvitation extends EndedInvitation {
  /** Tried in this order where the channel refuses the invitation. */
  readonly fallbackChannels: readonly string[];
  readonly surveyId: string;
  readonly surveyVersion: number;
  /** Language of the question. */
  readonly locale: string;
  readonly question: string;
  readonly dueAt: Date;
  readonly expiresAt: Date;
  /** Including the one that is about to be made. */
  readonly attempts: number;
  /** Its place under the limit of its recipient's domain, where it waited for that. */
  readonly slotAt: Date | null;
  /** Of its program: what is scheduled waits while that is not `active`. */
  readonly programState: string | null;
  /** Of a reminder, 1 for the first; absent for the invitation's first message. */
  readonly number?: number;
  /** Of the invitation that a reminder is of. */
  readonly invitationState?: InvitationState;
  readonly name: string | null;
  /** IANA zone of the contact, where one is known. */
  readonly timeZone: string | null;
  readonly email: string | null;
  readonly emailConsent: boolean;
  readonly phone: string | null;
  readonly smsConsent: boolean;
  readonly inAppConsent: boolean;
  /** Why the contact is never asked again, such as `bounced`. */
  readonly blocked: string | null;
}
