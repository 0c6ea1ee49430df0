import { rowSet, type Transaction, timestamp } from '#messaging';
import { accountOf, type MadeDecision } from './made-decision.rules.js';

const momentOf = (time: number | undefined) => (time === undefined ? null : timestamp(new Date(time)));

const decided = rowSet<MadeDecision>({
  decision_id: ['uuid', (it) => it.decisionId],
  journey_event_id: ['text', (it) => it.event.id],
  journey_event_source: ['text', (it) => it.event.source],
  contact_id: ['text', (it) => it.event.data.contactId],
  account_id: ['text', accountOf],
  touchpoint: ['text', (it) => it.event.data.touchpoint],
  program_id: ['text', (it) => it.program?.programId],
  outcome: ['text', (it) => it.outcome],
  reason: ['text', (it) => it.reason],
  release_at: ['timestamptz', (it) => momentOf(it.releaseAt)],
  latest_at: ['timestamptz', (it) => momentOf(it.latestAt)],
  variant: ['text', (it) => it.variant],
  attributes: ['jsonb', (it) => it.event.data.attributes],
  channel: ['text', (it) => it.channel],
});

const INSERT = `INSERT INTO decisions (${decided.names}, decided_at) SELECT ${decided.unnested}, $${decided.next}::timestamptz`;

/**
 * Keeps decisions; a second decision on the same event and program breaks the constraint `decisions_once`. The arrays are
 * unnested in the select list, which Postgres does row by row; in FROM it would first store each of them.
 */
export async function insertDecisions(
  transaction: Transaction,
  decisions: readonly MadeDecision[],
  decidedAt: string,
): Promise<void> {
  if (decisions.length > 0) await transaction.query(INSERT, [...decided.values(decisions), decidedAt]);
}

const redecided = rowSet<MadeDecision>({
  decision_id: ['uuid', (it) => it.decisionId],
  outcome: ['text', (it) => it.outcome],
  reason: ['text', (it) => it.reason],
  release_at: ['timestamptz', (it) => momentOf(it.releaseAt)],
  variant: ['text', (it) => it.variant],
  channel: ['text', (it) => it.channel],
});

/** Notes what became of decisions that had been deferred. */
export async function updateDecisions(
  transaction: Transaction,
  decisions: readonly MadeDecision[],
  settledAt: string,
): Promise<void> {
  await transaction.query(
    `UPDATE decisions d SET outcome = n.outcome, reason = n.reason, release_at = n.release_at, variant = n.variant,
       channel = n.channel, settled_at = CASE WHEN n.outcome <> 'deferred' THEN $${redecided.next}::timestamptz END
     FROM (SELECT * FROM unnest(${redecided.arrays}) AS u (${redecided.names})) n
     WHERE d.decision_id = n.decision_id`,
    [...redecided.values(decisions), settledAt],
  );
}
