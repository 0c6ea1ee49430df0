import type { Transaction } from '#messaging';
import type { MadeDecision } from '../decisions/made-decision.rules.js';
import { channelsAfter } from '../programs/channel.rules.js';

/**
 * Keeps the invitations of `asked` decisions, with the chain that their later events continue: it ends with the event that
 * scheduled them, which has the invitation's id.
 * @param lineages that chain of each, in the same order
 */
export async function insertInvitations(
  transaction: Transaction,
  asked: readonly MadeDecision[],
  lineages: readonly string[],
): Promise<void> {
  if (asked.length === 0) return;
  await transaction.query(
    `INSERT INTO invitations (invitation_id, contact_id, survey_id, locale, due_at, expires_at, correlation_id,
       lineage, survey_version, channel, fallback_channels)
     SELECT unnest($1::uuid[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::timestamptz[]),
       unnest($6::timestamptz[]), unnest($7::text[]), unnest($8::text[]), unnest($9::int[]),
       unnest($10::text[]), unnest($11::text[])::text[]`,
    [
      asked.map((it) => it.decisionId),
      asked.map((it) => it.event.data.contactId),
      asked.map((it) => it.invitation!.surveyId),
      asked.map((it) => it.invitation!.locale),
      asked.map((it) => it.invitation!.dueAt),
      asked.map((it) => it.invitation!.expiresAt),
      asked.map((it) => it.event.correlationId),
      lineages,
      asked.map((it) => it.invitation!.surveyVersion),
      asked.map((it) => it.channel!),
      asked.map((it) => `{${channelsAfter(it.program!.channels, it.channel!).join(',')}}`),
    ],
  );
}
