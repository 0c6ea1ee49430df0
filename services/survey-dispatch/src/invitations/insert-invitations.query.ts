import type { Transaction } from '#messaging';
import type { MadeDecision } from '../decisions/made-decision.rules.js';

/** Keeps the invitations of `asked` decisions, with what their later events need to continue the chain. */
export async function insertInvitations(transaction: Transaction, asked: readonly MadeDecision[]): Promise<void> {
  if (asked.length === 0) return;
  await transaction.query(
    `INSERT INTO invitations (invitation_id, contact_id, survey_id, locale, due_at, expires_at, correlation_id,
       cause_event_id, lineage)
     SELECT unnest($1::uuid[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::timestamptz[]),
       unnest($6::timestamptz[]), unnest($7::text[]), unnest($8::text[]), unnest($9::text[])`,
    [
      asked.map((it) => it.decisionId),
      asked.map((it) => it.event.data.contactId),
      asked.map((it) => it.invitation!.surveyId),
      asked.map((it) => it.invitation!.locale),
      asked.map((it) => it.invitation!.dueAt),
      asked.map((it) => it.invitation!.expiresAt),
      asked.map((it) => it.event.correlationId),
      asked.map((it) => it.event.id),
      asked.map((it) => it.event.lineage),
    ],
  );
}
