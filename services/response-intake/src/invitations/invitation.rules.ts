/** What is kept of an invitation so that it can be answered. */
export interface Invitation {
  readonly invitationId: string;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly programId: string;
  readonly touchpoint: string;
  /** The metric question as the respondent reads it. */
  readonly question: string;
  /** BCP 47 language tag of the question. */
  readonly locale: string;
  /** The survey's version that it asks, such as `nps-renewal@2`; none where it asks plain NPS. */
  readonly surveyVersionId: string | null;
  readonly expiresAt: Date;
  /** The chain that an answer continues: that of the sending, or of the scheduling where nothing was sent yet. */
  readonly correlationId: string;
  readonly causeEventId: string;
  readonly lineage: string;
}

/** Whether an invitation can no longer be answered. */
export function hasExpired(invitation: Pick<Invitation, 'expiresAt'>, now: Date): boolean {
  return invitation.expiresAt <= now;
}
