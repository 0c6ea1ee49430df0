import { rowSet, type Transaction } from '#messaging';
import type { JourneyEvent } from './journey-event.rules.js';
import type { MadeDecision } from './made-decision.rules.js';

const CHUNK = 500;

const deferred = rowSet<MadeDecision>({
  decision_id: ['uuid', (it) => it.decisionId],
  program_id: ['text', (it) => it.program!.programId],
  priority: ['int', (it) => it.program!.priority],
  contact_id: ['text', (it) => it.event.data.contactId],
  journey_event_id: ['text', (it) => it.event.id],
  journey_event_source: ['text', (it) => it.event.source],
  data: ['jsonb', (it) => it.event.data],
  correlation_id: ['text', (it) => it.event.correlationId],
  lineage: ['text', (it) => it.event.lineage],
  release_at: ['timestamptz', (it) => new Date(it.releaseAt!).toISOString()],
  latest_at: ['timestamptz', (it) => new Date(it.latestAt!).toISOString()],
});

/** Keeps asks that wait for the budget, or moves those that wait already. */
export async function keepDeferred(transaction: Transaction, decisions: readonly MadeDecision[]): Promise<void> {
  if (decisions.length === 0) return;
  await transaction.query(
    `INSERT INTO deferred_asks (${deferred.names}) SELECT ${deferred.unnested}
     ON CONFLICT (decision_id) DO UPDATE SET release_at = excluded.release_at`,
    deferred.values(decisions),
  );
}

/** Forgets deferred asks that came to their end. */
export async function dropDeferred(transaction: Transaction, decisionIds: readonly string[]): Promise<void> {
  if (decisionIds.length === 0) return;
  await transaction.query('DELETE FROM deferred_asks WHERE decision_id = ANY ($1::uuid[])', [decisionIds]);
}

/** A deferred ask as it is taken up again. */
export interface DeferredAsk extends JourneyEvent {
  readonly decisionId: string;
  readonly programId: string;
  /** Epoch milliseconds. */
  readonly latestAt: number;
  /** Why it is not made any more, where something other than time ended it. */
  readonly endedBy: string | null;
}

/**
 * Holds deferred asks whose time has come, the first priority first; what another instance holds is passed over. Those of
 * a paused program stay until their latest date.
 */
export function holdDueDeferred(transaction: Transaction, now: Date): Promise<DeferredAsk[]> {
  return transaction.query<DeferredAsk>(
    `SELECT d.decision_id AS "decisionId", d.program_id AS "programId", d.journey_event_id AS id,
       d.journey_event_source AS source, d.correlation_id AS "correlationId", d.lineage, d.data,
       (extract(epoch FROM d.latest_at) * 1000)::float8 AS "latestAt", d.ended_by AS "endedBy"
     FROM deferred_asks d JOIN programs p USING (program_id)
     WHERE d.release_at <= $1 AND (p.state <> 'paused' OR d.latest_at < $1 OR d.ended_by IS NOT NULL)
     ORDER BY d.priority, d.release_at, d.decision_id LIMIT ${CHUNK} FOR UPDATE OF d SKIP LOCKED`,
    [now.toISOString()],
  );
}
