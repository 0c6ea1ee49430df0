import { rowSet, type Transaction } from '#messaging';
import type { ClaimedInvitation, EndedInvitation } from './claimed-invitation.rules.js';
import type { Held } from './hold-back.rules.js';

/** What an event needs of its invitation `i`. */
export const CHAIN = `i.invitation_id AS "invitationId", i.contact_id AS "contactId", i.correlation_id AS "correlationId",
  i.lineage, i.channel`;

/** Not a join: the planner would take one for a reason to read the whole budget. */
export const BLOCKED = `(SELECT blocked FROM contact_budget b WHERE b.contact_id = i.contact_id) AS blocked`;

/** What a message needs of its invitation `i` and its contact `c`. */
export const MESSAGE = `i.survey_id AS "surveyId", i.survey_version AS "surveyVersion", i.expires_at AS "expiresAt",
  (SELECT v.document -> 'question' ->> i.locale FROM survey_versions v
    WHERE v.survey_id = i.survey_id AND v.version = i.survey_version) AS question,
  c.name, nullif(c.email, c.refused_email) AS email, coalesce(c.email_consent, false) AS "emailConsent",
  nullif(c.phone, c.refused_phone) AS phone, coalesce(c.sms_consent, false) AS "smsConsent",
  coalesce(c.in_app_consent, false) AS "inAppConsent",
  c.time_zone AS "timeZone", ${BLOCKED}`;

/** What is claimed, and by when it has to be over. */
export interface ClaimTerms {
  readonly channel: string;
  readonly now: Date;
  readonly leaseUntil: Date;
  readonly limit: number;
}

/**
 * Marks invitations of a channel that are due as `sending` until `leaseUntil`; nothing may be sent before that is committed.
 * Programs are looked up only while one of them is not active.
 */
export function claimDue(
  transaction: Transaction,
  { channel, now, leaseUntil, limit }: ClaimTerms,
): Promise<ClaimedInvitation[]> {
  return transaction.query(
    `WITH due AS MATERIALIZED (
       SELECT invitation_id, slot_at FROM invitations WHERE state = 'scheduled' AND channel = $4 AND due_at <= $1
       ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
     ), i AS (
       UPDATE invitations i SET state = 'sending', attempts = attempts + 1, lease_until = $2, slot_at = NULL
       FROM due WHERE i.invitation_id = due.invitation_id RETURNING i.*, due.slot_at AS taken_slot_at
     )
     SELECT ${CHAIN}, i.locale, i.due_at AS "dueAt", i.attempts, i.fallback_channels AS "fallbackChannels",
       i.taken_slot_at AS "slotAt", ${MESSAGE}, CASE WHEN (SELECT true FROM programs WHERE NOT active LIMIT 1) THEN
         (SELECT p.state FROM decisions d JOIN programs p USING (program_id) WHERE d.decision_id = i.invitation_id)
       END AS "programState"
     FROM i LEFT JOIN contacts c USING (contact_id)`,
    [now.toISOString(), leaseUntil.toISOString(), limit, channel],
  );
}

const held = rowSet<Held>({
  invitation_id: ['uuid', ({ claimed }) => claimed.invitationId],
  due_at: ['timestamptz', ({ until }) => until],
  held_due_at: ['timestamptz', ({ claimed, why }) => (why === 'program' ? claimed.dueAt : undefined)],
  slot_at: ['timestamptz', ({ until, why }) => (why === 'limit' ? until : undefined)],
});

/** Has claimed invitations wait that may not be sent yet, as if they had not been claimed. */
export async function putBack(transaction: Transaction, waiting: readonly Held[]): Promise<void> {
  await transaction.query(
    `UPDATE invitations i SET state = 'scheduled', attempts = attempts - 1, lease_until = NULL, due_at = h.due_at,
       held_due_at = h.held_due_at, slot_at = h.slot_at
     FROM unnest(${held.arrays}) AS h (${held.names}) WHERE i.invitation_id = h.invitation_id AND i.state = 'sending'`,
    held.values(waiting),
  );
}

/** Ends invitations whose dispatcher died while it was sending: their mails may have gone out. */
export function endExpiredLeases(transaction: Transaction, now: Date, reason: string): Promise<EndedInvitation[]> {
  return transaction.query(
    `WITH i AS (
       UPDATE invitations SET state = 'unknown', failure = $2::text, lease_until = NULL, ended_at = $1::timestamptz
       WHERE invitation_id IN (
         SELECT invitation_id FROM invitations WHERE state = 'sending' AND lease_until <= $1::timestamptz
         ORDER BY lease_until LIMIT 500 FOR UPDATE SKIP LOCKED)
       RETURNING *
     ), kept AS (
       INSERT INTO invitation_history (invitation_id, change, at, reason)
       SELECT invitation_id, 'unknown', $1::timestamptz, $2::text FROM i
     )
     SELECT ${CHAIN} FROM i`,
    [now.toISOString(), reason],
  );
}
