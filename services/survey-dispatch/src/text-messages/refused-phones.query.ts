import type { DataSource } from 'typeorm';

/** Keeps that a contact's number takes no text messages; another number, or none, ends that. */
export async function refusePhone(dataSource: DataSource, contactId: string, phone: string): Promise<void> {
  await dataSource.query('UPDATE contacts SET refused_phone = phone WHERE contact_id = $1 AND phone = $2', [
    contactId,
    phone,
  ]);
}
