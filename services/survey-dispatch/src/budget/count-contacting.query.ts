import type { Transaction } from '#messaging';

/** A mail to a contact that was not decided here: a reminder, or an invitation that went out later than it was due. */
export interface Contacting {
  readonly contactId: string;
  readonly at: Date;
}

/** Why a contact is never asked again. */
export type Block = 'opted_out' | 'bounced' | 'complained' | 'erased';

/**
 * Counts reminders, each contact once per call: windows then last from the reminder on. A reminder belongs to its
 * invitation and takes no budget of its own.
 * @returns the contacts who may be reminded; who is blocked is not among them
 */
export async function countReminder(
  transaction: Transaction,
  reminders: readonly Contacting[],
): Promise<ReadonlySet<string>> {
  const rows = inOrder(reminders);
  const counted = await transaction.query<{ contact_id: string }>(
    `INSERT INTO contact_budget AS b (contact_id, last_asked_at, last_contacted_at, reminders)
     SELECT contact_id, at, at, 1 FROM unnest($1::text[], $2::timestamptz[]) AS r (contact_id, at)
     ON CONFLICT (contact_id) DO UPDATE SET last_asked_at = greatest(b.last_asked_at, excluded.last_asked_at),
       last_contacted_at = greatest(b.last_contacted_at, excluded.last_contacted_at),
       reminders = b.reminders + 1
     WHERE b.blocked IS NULL RETURNING contact_id`,
    rows,
  );
  return new Set(counted.map((row) => row.contact_id));
}

/** Has the windows of contacts last from when they were mailed, where that was later than their invitation was due. */
export async function countLateSend(transaction: Transaction, sends: readonly Contacting[]): Promise<void> {
  await transaction.query(
    `UPDATE contact_budget b SET last_asked_at = greatest(b.last_asked_at, s.at),
       last_contacted_at = greatest(b.last_contacted_at, s.at)
     FROM (SELECT unnest($1::text[]) AS contact_id, unnest($2::timestamptz[]) AS at) s
     WHERE b.contact_id = s.contact_id`,
    inOrder(sends),
  );
}

/**
 * Has contacts never be asked again, whatever the programs. The first reason stays; but being erased replaces each, and opting
 * out replaces a bounce, which another address would end.
 * @param at since when; now when absent
 * @returns those for whom it is new
 */
export async function blockContacts(
  transaction: Transaction,
  contactIds: readonly string[],
  block: Block,
  at?: Date,
): Promise<string[]> {
  const rows = await transaction.query<{ id: string }>(
    `INSERT INTO contact_budget AS b (contact_id, blocked, blocked_at)
     SELECT DISTINCT id, $2::text, coalesce($3::timestamptz, now()) FROM unnest($1::text[]) AS id ORDER BY id
     ON CONFLICT (contact_id) DO UPDATE SET blocked = excluded.blocked, blocked_at = excluded.blocked_at
     WHERE b.blocked IS NULL OR excluded.blocked = 'erased'
       OR (b.blocked = 'bounced' AND excluded.blocked = 'opted_out')
     RETURNING contact_id AS id`,
    [contactIds, block, at?.toISOString() ?? null],
  );
  return rows.map(({ id }) => id);
}

/** Lets contacts be asked again who were blocked for a reason that ended, such as a bounce of an address they left. */
export async function unblockContacts(
  transaction: Transaction,
  contactIds: readonly string[],
  block: Exclude<Block, 'erased'>,
): Promise<void> {
  await transaction.query(
    'UPDATE contact_budget SET blocked = NULL, blocked_at = NULL WHERE contact_id = ANY ($1::text[]) AND blocked = $2',
    [contactIds, block],
  );
}

function inOrder(contactings: readonly Contacting[]): unknown[] {
  const rows = [...contactings].sort((a, b) => (a.contactId < b.contactId ? -1 : 1));
  return [rows.map(({ contactId }) => contactId), rows.map(({ at }) => at.toISOString())];
}
