import type { Transaction } from '#messaging';
import { accountOf, type MadeDecision } from './made-decision.rules.js';

/**
 * Keeps decisions; a second decision on the same event and program breaks the constraint `decisions_once`. The arrays are
 * unnested in the select list, which Postgres does row by row; in FROM it would first store each of them.
 */
export async function insertDecisions(
  transaction: Transaction,
  decisions: readonly MadeDecision[],
  decidedAt: string,
): Promise<void> {
  await transaction.query(
    `INSERT INTO decisions (decision_id, journey_event_id, journey_event_source, contact_id, account_id, touchpoint,
       program_id, outcome, reason, release_at, decided_at)
     SELECT unnest($1::uuid[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::text[]), unnest($8::text[]), unnest($9::text[]), unnest($10::timestamptz[]),
       $11::timestamptz`,
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
