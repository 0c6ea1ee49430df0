import { rowSet, type Transaction } from '#messaging';

/** Somebody who must not be asked, as a file said. */
export interface KeptSuppression {
  /** A contact, or the id that an address makes. */
  readonly contactId: string;
  readonly reason: 'opted_out' | 'bounced';
  /** RFC 3339, or as it was read. */
  readonly since?: string | Date | null;
}

const kept = rowSet<KeptSuppression>({
  contact_id: ['text', (it) => it.contactId],
  reason: ['text', (it) => it.reason],
  since: ['timestamptz', (it) => it.since],
});

/** A contact that comes to have an address and an opt-out of that address, in one moment, do not overlook each other. */
const LOCK = `hashtext('survey-dispatch.imported-suppressions')`;

/** Keeps who must not be asked; an opt-out replaces a bounce. */
export async function keepSuppressions(transaction: Transaction, rows: readonly KeptSuppression[]): Promise<void> {
  await Promise.all([
    transaction.query(`SELECT pg_advisory_xact_lock(${LOCK})`),
    transaction.query(
      `INSERT INTO imported_suppressions AS known (${kept.names})
       SELECT DISTINCT ON (contact_id) * FROM unnest(${kept.arrays}) AS told (${kept.names}) ORDER BY contact_id, reason DESC
       ON CONFLICT (contact_id) DO UPDATE SET reason = excluded.reason, since = excluded.since
       WHERE known.reason = 'bounced' AND excluded.reason = 'opted_out'`,
      kept.values(rows),
    ),
  ]);
}

/** What is kept of these ids of addresses, by the id. */
export async function suppressionsOf(
  transaction: Transaction,
  addressIds: readonly string[],
): Promise<Map<string, KeptSuppression>> {
  if (addressIds.length === 0) return new Map();
  const [, rows] = await Promise.all([
    transaction.query(`SELECT pg_advisory_xact_lock_shared(${LOCK})`),
    transaction.query<KeptSuppression>(
      `SELECT contact_id AS "contactId", reason, since FROM imported_suppressions WHERE contact_id = ANY ($1::text[])`,
      [addressIds],
    ),
  ]);
  return new Map(rows.map((row) => [row.contactId, row]));
}

/** Has blocks be as old as files say. */
export async function dateBlocks(transaction: Transaction, rows: readonly KeptSuppression[]): Promise<void> {
  await transaction.query(
    `UPDATE contact_budget b SET blocked_at = told.since FROM unnest(${kept.arrays}) AS told (${kept.names})
     WHERE b.contact_id = told.contact_id AND b.blocked = told.reason AND told.since IS NOT NULL`,
    kept.values(rows),
  );
}

/** Has nothing be mailed to the addresses that contacts have; another address is written to. */
export async function refuseEmails(transaction: Transaction, contactIds: readonly string[]): Promise<void> {
  await transaction.query(
    'UPDATE contacts SET refused_email = email WHERE contact_id = ANY ($1::text[]) AND email IS NOT NULL',
    [contactIds],
  );
}
