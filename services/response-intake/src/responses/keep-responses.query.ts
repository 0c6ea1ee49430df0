import { rowSet, type Transaction } from '#messaging';
import type { ResponseState } from './response.rules.js';

/** What a revision can change, after the id. */
const CHANGING = {
  response_id: ['uuid', (it) => it.responseId],
  revision: ['int', (it) => it.revision],
  score: ['smallint', (it) => it.score],
  comment: ['text', (it) => it.comment],
  answers: ['jsonb', ({ answers }) => (answers?.length ? answers : null)],
  channel: ['text', (it) => it.channel],
  revised_at: ['timestamptz', (it) => it.revisedAt],
  state: ['text', (it) => it.state],
  state_reason: ['text', (it) => it.stateReason],
  change: ['text', (it) => it.change],
  changed_by: ['text', (it) => it.changedBy],
} satisfies Parameters<typeof rowSet<ResponseState>>[0];

const FORMER = rowSet<ResponseState>(CHANGING);

const UPDATED = rowSet<ResponseState>({
  ...CHANGING,
  source_updated_at: ['timestamptz', (it) => it.sourceUpdatedAt],
  seconds_to_answer: ['double precision', (it) => it.secondsToAnswer],
  user_agent_family: ['text', (it) => it.userAgentFamily],
});

const INSERTED = rowSet<ResponseState>({
  ...CHANGING,
  source_updated_at: ['timestamptz', (it) => it.sourceUpdatedAt],
  seconds_to_answer: ['double precision', (it) => it.secondsToAnswer],
  user_agent_family: ['text', (it) => it.userAgentFamily],
  contact_id: ['text', (it) => it.contactId],
  account_id: ['text', (it) => it.accountId],
  invitation_id: ['text', (it) => it.invitationId],
  program_id: ['text', (it) => it.programId],
  touchpoint: ['text', (it) => it.touchpoint],
  metric: ['text', (it) => it.metric],
  answered_at: ['timestamptz', (it) => it.answeredAt],
  source: ['text', (it) => it.source],
  external_id: ['text', (it) => it.externalId],
  historic: ['boolean', (it) => it.historic],
  anonymous: ['boolean', (it) => it.anonymous],
});

/** Inserts new responses in the order of their unique keys, so that groups never wait for each other in a circle. */
export async function insertResponses(transaction: Transaction, states: readonly ResponseState[]): Promise<void> {
  const rows = states.map((state) => ({ state, key: keyOf(state) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  await transaction.query(
    `INSERT INTO responses (${INSERTED.names}) SELECT * FROM unnest(${INSERTED.arrays})`,
    INSERTED.values(rows.map(({ state }) => state)),
  );
}

/** Those of invitations stand behind all others. */
function keyOf({ invitationId, source, externalId }: ResponseState): string {
  return `${invitationId ?? ''}\n${source ?? ''}\n${externalId ?? ''}`;
}

/** Brings responses to the state that they have now. */
export async function updateResponses(transaction: Transaction, rows: readonly ResponseState[]): Promise<void> {
  await transaction.query(UPDATE, UPDATED.values(rows));
}

const UPDATE = `
  UPDATE responses SET ${UPDATED.names
    .split(', ')
    .filter((name) => name !== 'response_id')
    .map((name) => `${name} = next.${name}`)
    .join(', ')}
  FROM unnest(${UPDATED.arrays}) AS next (${UPDATED.names}) WHERE responses.response_id = next.response_id`;

/** Keeps revisions that are no longer the last. */
export async function keepFormer(transaction: Transaction, rows: readonly ResponseState[]): Promise<void> {
  await transaction.query(
    `INSERT INTO former_revisions (${FORMER.names}) SELECT * FROM unnest(${FORMER.arrays})`,
    FORMER.values(rows),
  );
}
