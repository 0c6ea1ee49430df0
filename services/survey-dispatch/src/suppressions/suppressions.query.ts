import type { DataSource } from 'typeorm';

/** Somebody who is asked no more. */
export interface SuppressionRow {
  readonly contactId: string;
  readonly reason: string;
  readonly since: Date;
}

/** Which suppressions to list. */
export interface SuppressionFilter {
  readonly reason?: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly offset: number;
  readonly limit: number;
}

/** Suppressions, the oldest first; those of merged and erased contacts are none. */
export function listSuppressions(dataSource: DataSource, filter: SuppressionFilter): Promise<SuppressionRow[]> {
  return dataSource.query(
    `SELECT contact_id AS "contactId", blocked AS reason, blocked_at AS since FROM contact_budget
     WHERE blocked = ANY ($1::text[]) AND ($2::timestamptz IS NULL OR blocked_at >= $2)
       AND ($3::timestamptz IS NULL OR blocked_at <= $3)
     ORDER BY blocked_at, contact_id OFFSET $4 LIMIT $5`,
    [
      filter.reason ? [filter.reason] : ['opted_out', 'bounced', 'complained'],
      filter.from?.toISOString() ?? null,
      filter.to?.toISOString() ?? null,
      filter.offset,
      filter.limit,
    ],
  );
}

/** What a contact was sent, and is to be sent. */
export interface ContactStanding {
  readonly contactId: string;
  readonly suppressed: string | null;
  readonly lastSentAt: Date | null;
  readonly nextDueAt: Date | null;
}

/** The standing of contacts, in their order; of whom nothing is known, with nothing in it. */
export function readStandings(dataSource: DataSource, contactIds: readonly string[]): Promise<ContactStanding[]> {
  return dataSource.query(
    `SELECT asked.id AS "contactId", b.blocked AS suppressed, sent."lastSentAt", sent."nextDueAt"
     FROM unnest($1::text[]) WITH ORDINALITY AS asked (id, place)
     LEFT JOIN contact_budget b ON b.contact_id = asked.id
     LEFT JOIN LATERAL (
       SELECT max(h.at) AS "lastSentAt", min(i.due_at) FILTER (WHERE i.state = 'scheduled') AS "nextDueAt"
       FROM decisions d JOIN invitations i ON i.invitation_id = d.decision_id
       LEFT JOIN invitation_history h ON h.invitation_id = i.invitation_id AND h.change = 'sent'
       WHERE d.contact_id = asked.id AND d.outcome = 'asked'
     ) sent ON true
     ORDER BY asked.place`,
    [contactIds],
  );
}
