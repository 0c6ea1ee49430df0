import type { Transaction } from '#messaging';
import { unblockContacts } from '../budget/count-contacting.query.js';

/** Lets those of the contacts be asked again who were blocked when their address bounced, and now have another. */
export async function askReaddressed(transaction: Transaction, contactIds: readonly string[]): Promise<void> {
  const rows = await transaction.query<{ id: string }>(
    `SELECT contact_id AS id FROM contact_budget b
     WHERE contact_id = ANY ($1::text[]) AND blocked = 'bounced' AND EXISTS (
       SELECT 1 FROM contacts c WHERE c.contact_id = b.contact_id
         AND (c.email <> c.refused_email OR c.phone <> c.refused_phone))
     ORDER BY contact_id FOR UPDATE`,
    [contactIds],
  );
  if (rows.length === 0) return;
  await unblockContacts(
    transaction,
    rows.map(({ id }) => id),
    'bounced',
  );
}
