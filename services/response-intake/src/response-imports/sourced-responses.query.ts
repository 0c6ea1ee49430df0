import { type Columns, rowSet, type Transaction } from '#messaging';
import type { SourcedResponse } from './imported-response.rules.js';

const CHANGING: Columns<SourcedResponse> = {
  response_id: ['uuid', (it) => it.responseId],
  revision: ['int', (it) => it.revision],
  score: ['smallint', (it) => it.score],
  comment: ['text', (it) => it.comment],
  answers: ['jsonb', (it) => (it.answers?.length ? it.answers : null)],
  channel: ['text', (it) => it.channel],
  revised_at: ['timestamptz', (it) => it.revisedAt],
  state: ['text', (it) => it.state],
  state_reason: ['text', (it) => it.stateReason],
  change: ['text', (it) => it.change],
  changed_by: ['text', (it) => it.changedBy],
};
const former = rowSet(CHANGING);
const next = rowSet<SourcedResponse>({
  ...CHANGING,
  source_updated_at: ['timestamptz', (it) => it.sourceUpdatedAt],
  historic: ['boolean', (it) => it.historic],
});
const fresh = rowSet<SourcedResponse>({
  ...CHANGING,
  source_updated_at: ['timestamptz', (it) => it.sourceUpdatedAt],
  historic: ['boolean', (it) => it.historic],
  external_id: ['text', (it) => it.externalId],
  contact_id: ['text', (it) => it.contactId],
  account_id: ['text', (it) => it.accountId],
  touchpoint: ['text', (it) => it.touchpoint],
  metric: ['text', (it) => it.metric],
  answered_at: ['timestamptz', (it) => it.answeredAt],
  anonymous: ['boolean', (it) => it.anonymous],
});

/**
 * The responses that a source's ids name, by the id; locked until the transaction ends, in the order of the ids, unless they
 * are only to be looked at.
 */
export async function readSourced(
  transaction: Transaction,
  source: string,
  externalIds: readonly string[],
  isLocked: boolean,
): Promise<Map<string, SourcedResponse>> {
  const rows = await transaction.query<SourcedResponse>(
    `SELECT response_id AS "responseId", revision, external_id AS "externalId", contact_id AS "contactId",
       account_id AS "accountId", invitation_id AS "invitationId", program_id AS "programId", touchpoint, metric, score,
       comment, answers, channel, answered_at AS "answeredAt", revised_at AS "revisedAt", state,
       state_reason AS "stateReason", change, changed_by AS "changedBy", source_updated_at AS "sourceUpdatedAt", historic,
       anonymous
     FROM responses WHERE source = $1 AND external_id = ANY ($2::text[]) ORDER BY external_id ${isLocked ? 'FOR UPDATE' : ''}`,
    [source, externalIds],
  );
  return new Map(rows.map((row) => [row.externalId, row]));
}

/** Keeps responses that are new, in the order of the source's ids. */
export async function insertSourced(
  transaction: Transaction,
  source: string,
  responses: readonly SourcedResponse[],
): Promise<void> {
  await transaction.query(
    `INSERT INTO responses (${fresh.names}, source)
     SELECT *, $${fresh.next}::text FROM unnest(${fresh.arrays}) AS told (${fresh.names}) ORDER BY external_id`,
    [...fresh.values(responses), source],
  );
}

/** Keeps next revisions of responses, and what they were before. */
export async function reviseSourced(
  transaction: Transaction,
  revisions: readonly { readonly before: SourcedResponse; readonly after: SourcedResponse }[],
): Promise<void> {
  await Promise.all([
    transaction.query(
      `INSERT INTO former_revisions (${former.names}) SELECT * FROM unnest(${former.arrays})`,
      former.values(revisions.map(({ before }) => before)),
    ),
    transaction.query(
      `UPDATE responses SET revision = told.revision, score = told.score, comment = told.comment, answers = told.answers,
         channel = told.channel, revised_at = told.revised_at, change = told.change, changed_by = told.changed_by,
         source_updated_at = told.source_updated_at, historic = told.historic
       FROM unnest(${next.arrays}) AS told (${next.names}) WHERE responses.response_id = told.response_id`,
      next.values(revisions.map(({ after }) => after)),
    ),
  ]);
}
