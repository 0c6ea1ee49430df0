import type { Transaction } from '#messaging';
import type { GivenScore } from '../trust/trust.rules.js';
import type { ResponseState } from './response.rules.js';

const STATE_COLUMNS = `response_id AS "responseId", revision, contact_id AS "contactId", account_id AS "accountId",
  invitation_id AS "invitationId", program_id AS "programId", touchpoint, metric, score, comment, answers, channel,
  answered_at AS "answeredAt", revised_at AS "revisedAt", state, state_reason AS "stateReason", change,
  changed_by AS "changedBy", source, external_id AS "externalId", source_updated_at AS "sourceUpdatedAt", historic,
  anonymous, seconds_to_answer AS "secondsToAnswer", user_agent_family AS "userAgentFamily"`;

/** The responses to these invitations; nobody else changes them until the transaction ends. */
export function lockByInvitation(transaction: Transaction, invitationIds: readonly string[]): Promise<ResponseState[]> {
  return transaction.query<ResponseState>(
    `SELECT ${STATE_COLUMNS} FROM responses WHERE invitation_id = ANY($1) ORDER BY invitation_id FOR UPDATE`,
    [invitationIds],
  );
}

/** The responses with these ids; nobody else changes them until the transaction ends. */
export function lockById(transaction: Transaction, responseIds: readonly string[]): Promise<ResponseState[]> {
  return transaction.query<ResponseState>(
    `SELECT ${STATE_COLUMNS} FROM responses WHERE response_id = ANY($1::uuid[]) ORDER BY response_id FOR UPDATE`,
    [responseIds],
  );
}

/** The responses that have these ids in their sources; nobody else changes them until the transaction ends. */
export function lockBySource(
  transaction: Transaction,
  ids: readonly { readonly source: string; readonly externalId: string }[],
): Promise<ResponseState[]> {
  return transaction.query<ResponseState>(
    `SELECT ${STATE_COLUMNS} FROM responses
     WHERE external_id IS NOT NULL AND (source, external_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
     ORDER BY source, external_id FOR UPDATE`,
    [ids.map(({ source }) => source), ids.map(({ externalId }) => externalId)],
  );
}

/** The scores that responses had since a moment, before those that they have. */
export function readFormerScores(
  transaction: Transaction,
  responseIds: readonly string[],
  since: Date,
): Promise<(GivenScore & { responseId: string })[]> {
  return transaction.query(
    `SELECT response_id AS "responseId", score, revised_at AS "revisedAt" FROM former_revisions
     WHERE response_id = ANY ($1::uuid[]) AND revised_at >= $2`,
    [responseIds, since],
  );
}
