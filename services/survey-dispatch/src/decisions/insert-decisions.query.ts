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

const INSERT = `INSERT INTO decisions (${decided.names}, decided_at, nth)
  SELECT ${decided.unnested}, $${decided.next}::timestamptz, unnest($${decided.next + 1}::smallint[])`;

/** The place of each decision among those of its event, which stand next to each other. */
function places(decisions: readonly MadeDecision[]): number[] {
  let place = 0;
  return decisions.map(({ event }, index) => {
    place = index > 0 && decisions[index - 1]!.event === event ? place + 1 : 0;
    return place;
  });
}

/**
 * Keeps the decisions on events; an event that was decided before, whatever became of it then, breaks the constraint
 * `decisions_once`. The arrays are unnested in the select list, which Postgres does row by row; in FROM it would first store
 * each of them.
 */
export async function insertDecisions(
  transaction: Transaction,
  decisions: readonly MadeDecision[],
  decidedAt: string,
): Promise<void> {
  if (decisions.length > 0)
    await transaction.query(INSERT, [...decided.values(decisions), decidedAt, places(decisions)]);
}

/** Which of these events were decided before. */
export async function decidedAmong<E extends { readonly id: string; readonly source: string }>(
  transaction: Transaction,
  events: readonly E[],
): Promise<Set<E>> {
  const rows = await transaction.query<{ id: string; source: string }>(
    `SELECT journey_event_id AS id, journey_event_source AS source FROM decisions
     WHERE journey_event_id = ANY ($1::text[]) AND nth = 0`,
    [events.map(({ id }) => id)],
  );
  const decidedBefore = new Set(rows.map(({ id, source }) => `${source} ${id}`));
  return new Set(events.filter(({ id, source }) => decidedBefore.has(`${source} ${id}`)));
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
