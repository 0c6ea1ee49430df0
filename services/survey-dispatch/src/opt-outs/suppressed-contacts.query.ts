import type { DataSource } from 'typeorm';
import type { Transaction } from '#messaging';
import type { EndedInvitation } from '../deliveries/claimed-invitation.rules.js';

/** Locks those of the invitations whose contacts may still be asked: of two reports at once, one finds nothing new. */
export async function lockUnblockedInvitations(
  transaction: Transaction,
  invitationIds: readonly string[],
): Promise<Omit<EndedInvitation, 'channel'>[]> {
  await transaction.query(
    'SELECT 1 FROM invitations WHERE invitation_id = ANY ($1::uuid[]) ORDER BY invitation_id FOR UPDATE',
    [invitationIds],
  );
  return transaction.query(
    `SELECT invitation_id AS "invitationId", contact_id AS "contactId", correlation_id AS "correlationId", lineage
     FROM invitations i
     WHERE invitation_id = ANY ($1::uuid[]) AND NOT EXISTS (
       SELECT 1 FROM contact_budget b WHERE b.contact_id = i.contact_id AND b.blocked IS NOT NULL)
     ORDER BY invitation_id`,
    [invitationIds],
  );
}

/** The language of an invitation; nothing where there is none. */
export async function readLocale(dataSource: DataSource, invitationId: string): Promise<string | undefined> {
  const rows = await dataSource.query('SELECT locale FROM invitations WHERE invitation_id = $1', [invitationId]);
  return rows[0]?.locale;
}
