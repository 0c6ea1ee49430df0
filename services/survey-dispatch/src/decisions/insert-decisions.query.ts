import type { Transaction } from '#messaging';
import { accountOf, type MadeDecision } from './made-decision.rules.js';

/** Keeps decisions; a second decision on the same event and program breaks the constraint `decisions_once`. */
export async function insertDecisions(
  transaction: Transaction,
  decisions: readonly MadeDecision[],
  decidedAt: string,
): Promise<void> {
  await transaction.query(
    `INSERT INTO decisions (decision_id, journey_event_id, journey_event_source, contact_id, account_id, touchpoint,
       program_id, outcome, reason, release_at, decided_at)
     SELECT *, $11::timestamptz FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
       $7::text[], $8::text[], $9::text[], $10::timestamptz[])`,
    [
      decisions.map((it) => it.decisionId),
      decisions.map((it) => it.event.id),
      decisions.map((it) => it.event.source),
      decisions.map((it) => it.event.data.contactId),
      decisions.map(accountOf),
      decisions.map((it) => it.event.data.touchpoint),
      decisions.map((it) => it.program?.programId),
      decisions.map((it) => it.outcome),
      decisions.map((it) => it.reason),
      decisions.map((it) => (it.releaseAt === undefined ? null : new Date(it.releaseAt).toISOString())),
      decidedAt,
    ],
  );
}
