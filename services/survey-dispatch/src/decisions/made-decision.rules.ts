import type { Invitation } from '../invitations/invitation.rules.js';
import type { Decision } from './decide.rules.js';

/** A decision that is settled, with the invitation that it makes when its outcome is `asked`. */
export interface MadeDecision extends Decision {
  /** The invitation's id as well: a decision makes one at most. */
  readonly decisionId: string;
  readonly invitation?: Invitation;
  /** The variant of its program's experiment that the contact gets. */
  readonly variant?: string;
}

/** The account of a decision: the event's, or else the contact's own; nothing where neither is known. */
export function accountOf({ event, contact }: Decision): string | undefined {
  return event.data.accountId || contact?.accountId || undefined;
}

/** What is published of a decision. */
export function toDecisionMade(made: MadeDecision, decidedAt: string) {
  const { event, program, decisionId } = made;
  return {
    decisionId,
    journeyEventId: event.id,
    contactId: event.data.contactId,
    accountId: accountOf(made),
    touchpoint: event.data.touchpoint,
    programId: program?.programId,
    outcome: made.outcome,
    reason: made.reason,
    invitationId: made.invitation && decisionId,
    decidedAt,
    variant: made.variant,
    channel: made.channel,
  };
}

/** What is published of the invitation that a decision makes. */
export function toInvitationScheduled(made: MadeDecision, invitation: Invitation) {
  return {
    invitationId: made.decisionId,
    contactId: made.event.data.contactId,
    accountId: accountOf(made),
    programId: made.program!.programId,
    touchpoint: made.event.data.touchpoint,
    surveyId: invitation.surveyId,
    surveyVersion: invitation.surveyVersion,
    question: invitation.question,
    locale: invitation.locale,
    dueAt: invitation.dueAt,
    expiresAt: invitation.expiresAt,
    journeyEventId: made.event.id,
    channel: made.channel,
  };
}
