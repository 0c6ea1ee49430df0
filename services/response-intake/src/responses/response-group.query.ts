import type { Transaction } from '#messaging';
import { readInvitations } from '../invitations/invitation.query.js';
import { KnownSurveys } from '../surveys/known-surveys.query.js';
import type { GroupPlan, KnownToGroup, Remembered, Submission } from './group.rules.js';
import { readPresentIds } from './present-ids.query.js';
import { RESPONSE_COLUMNS } from './response.query.js';
import type { ResponseState } from './response.rules.js';

/**
 * Reads what a group of submissions is decided against. The responses stay locked until the transaction ends, in the
 * order of their invitations: groups of several instances never wait for each other in a circle.
 */
export async function readKnown(
  transaction: Transaction,
  submissions: readonly Submission[],
  knownSurveys: KnownSurveys,
): Promise<KnownToGroup> {
  const invitationIds = [...new Set(submissions.flatMap(({ answer }) => answer.invitationId ?? []))];
  const keys = submissions.flatMap(({ idempotency }) => idempotency ?? []);
  const invitations =
    invitationIds.length === 0 ? [] : await readInvitations(transaction.query.bind(transaction), invitationIds);
  const uninvited = submissions.flatMap(({ answer }) => (answer.invitationId === undefined ? answer : []));
  // Before anything is held: an erasure, or a merge, holds ids and then wants the responses.
  const ids = await readPresentIds(transaction, [...invitations, ...uninvited]);
  const [responses, surveys, remembered] = await Promise.all([
    invitationIds.length === 0 ? [] : lockResponses(transaction, invitationIds),
    knownSurveys.of(
      transaction,
      invitations.map(({ surveyVersionId }) => surveyVersionId),
    ),
    keys.length === 0 ? [] : readRemembered(transaction, keys),
  ]);
  return { responses, invitations, surveys, remembered, ids };
}

function lockResponses(transaction: Transaction, invitationIds: readonly string[]): Promise<ResponseState[]> {
  return transaction.query<ResponseState>(
    `SELECT ${RESPONSE_COLUMNS} FROM responses WHERE invitation_id = ANY($1) ORDER BY invitation_id FOR UPDATE`,
    [invitationIds],
  );
}

function readRemembered(
  transaction: Transaction,
  keys: readonly { caller: string; key: string }[],
): Promise<Remembered[]> {
  return transaction.query<Remembered>(
    `SELECT caller, key, body_hash AS "bodyHash", kind, receipt FROM idempotency_keys
     WHERE (caller, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [keys.map(({ caller }) => caller), keys.map(({ key }) => key)],
  );
}

/**
 * Writes what a group comes to, each kind in one statement and new rows in the order of their unique keys. The commit
 * fails with a unique violation where another instance wrote the same response or idempotency key meanwhile.
 */
export function writePlan(transaction: Transaction, plan: GroupPlan, now: Date): void {
  if (plan.inserted.length > 0) transaction.sendWithCommit(insertResponses(transaction, plan.inserted));
  if (plan.updated.length > 0) transaction.sendWithCommit(updateResponses(transaction, plan.updated));
  if (plan.former.length > 0) transaction.sendWithCommit(keepFormer(transaction, plan.former));
  if (plan.remembered.length > 0) transaction.sendWithCommit(remember(transaction, plan.remembered, now));
}

async function insertResponses(transaction: Transaction, states: readonly ResponseState[]): Promise<void> {
  const rows = [...states].sort((a, b) => ((a.invitationId ?? '') < (b.invitationId ?? '') ? -1 : 1));
  await transaction.query(
    `INSERT INTO responses (response_id, revision, contact_id, account_id, invitation_id, program_id, touchpoint, score,
       comment, answers, channel, answered_at, revised_at)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::smallint[], $9::text[], $10::jsonb[], $11::text[], $12::timestamptz[], $13::timestamptz[])`,
    [
      rows.map((row) => row.responseId),
      rows.map((row) => row.revision),
      rows.map((row) => row.contactId),
      rows.map((row) => row.accountId),
      rows.map((row) => row.invitationId),
      rows.map((row) => row.programId),
      rows.map((row) => row.touchpoint),
      rows.map((row) => row.score),
      rows.map((row) => row.comment),
      rows.map(answersOf),
      rows.map((row) => row.channel),
      rows.map((row) => row.answeredAt.toISOString()),
      rows.map((row) => row.revisedAt.toISOString()),
    ],
  );
}

async function updateResponses(transaction: Transaction, rows: readonly ResponseState[]): Promise<void> {
  await transaction.query(
    `UPDATE responses SET revision = next.revision, score = next.score, comment = next.comment, answers = next.answers,
       channel = next.channel, revised_at = next.revised_at
     FROM unnest($1::uuid[], $2::int[], $3::smallint[], $4::text[], $5::jsonb[], $6::text[], $7::timestamptz[])
       AS next (response_id, revision, score, comment, answers, channel, revised_at)
     WHERE responses.response_id = next.response_id`,
    changing(rows),
  );
}

async function keepFormer(transaction: Transaction, rows: readonly ResponseState[]): Promise<void> {
  await transaction.query(
    `INSERT INTO former_revisions (response_id, revision, score, comment, answers, channel, revised_at)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::smallint[], $4::text[], $5::jsonb[], $6::text[], $7::timestamptz[])`,
    changing(rows),
  );
}

/** Follow-up answers as a row has them: nothing where there are none. */
function answersOf({ answers }: ResponseState): string | null {
  return answers?.length ? JSON.stringify(answers) : null;
}

/** The columns that a revision can change, after the id. */
function changing(rows: readonly ResponseState[]): unknown[][] {
  return [
    rows.map((row) => row.responseId),
    rows.map((row) => row.revision),
    rows.map((row) => row.score),
    rows.map((row) => row.comment),
    rows.map(answersOf),
    rows.map((row) => row.channel),
    rows.map((row) => row.revisedAt.toISOString()),
  ];
}

async function remember(transaction: Transaction, remembered: readonly Remembered[], now: Date): Promise<void> {
  const rows = [...remembered].sort((a, b) => (a.caller + a.key < b.caller + b.key ? -1 : 1));
  await transaction.query(
    `INSERT INTO idempotency_keys (caller, key, body_hash, kind, receipt, created_at)
     SELECT *, $6 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::json[])`,
    [
      rows.map((row) => row.caller),
      rows.map((row) => row.key),
      rows.map((row) => row.bodyHash),
      rows.map((row) => row.kind),
      rows.map((row) => JSON.stringify(row.receipt)),
      now,
    ],
  );
}
