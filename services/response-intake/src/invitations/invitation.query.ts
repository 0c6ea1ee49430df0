import type { Invitation } from './invitation.rules.js';

type Query = <Row>(sql: string, parameters: unknown[]) => Promise<Row[]>;

/** The invitations of these ids whose scheduling has arrived. */
export function readInvitations(query: Query, invitationIds: readonly string[]): Promise<Invitation[]> {
  return query<Invitation>(
    `SELECT invitation_id AS "invitationId", contact_id AS "contactId", account_id AS "accountId",
       program_id AS "programId", touchpoint, question, locale, expires_at AS "expiresAt",
       taken_back_at AS "takenBackAt",
       survey_version_id AS "surveyVersionId",
       correlation_id AS "correlationId", cause_event_id AS "causeEventId", lineage
     FROM invitations WHERE invitation_id = ANY($1) AND question IS NOT NULL`,
    [invitationIds],
  );
}
