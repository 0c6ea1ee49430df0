/** What is kept of an invitation so that it can be answered. */
export interface Invitation {
  readonly invitationId: string;
  readonly contactId: string;
  readonly accountId: string | null;
  /** None where a link without a program was opened. */
  readonly programId: string | null;
  readonly touchpoint: string;
  /** The metric question as the respondent reads it. */
  readonly question: string;
  /** BCP 47 language tag of the question. */
  readonly locale: string;
  /** The survey's version that it asks, such as `nps-renewal@2`; none where it asks plain NPS. */
  readonly surveyVersionId: string | null;
  readonly expiresAt: Date;
  /** When it was taken back, where it was. */
  readonly takenBackAt?: Date | null;
  /** The chain that an answer continues: that of the sending, or of the scheduling where nothing was sent yet. */
  readonly correlationId: string;
  readonly causeEventId: string;
  readonly lineage: string;
}

/** Whether an invitation can no longer be answered. */
export function hasExpired(invitation: Pick<Invitation, 'expiresAt'>, now: Date): boolean {
  return invitation.expiresAt <= now;
}

/** Whether an invitation was taken back before it was answered; an answer that was given may still be changed. */
export function isTakenBack({ takenBackAt }: Pick<Invitation, 'takenBackAt'>, answer: object | undefined): boolean {
  return Boolean(takenBackAt) && answer === undefined;
}

/** What who answers too late is told: the details of a 410, from which the page makes a sentence in her language. */
export const TOO_LATE = {
  expired: 'the invitation has expired',
  takenBack: 'the invitation was taken back',
  erased: 'the personal data of this contact were erased',
} as const;
