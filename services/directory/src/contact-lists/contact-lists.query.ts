import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Contact } from '../contacts/contact.entity.js';

/** A contact, with when it became known. */
export type ListedContact = Contact & { readonly createdAt: Date };

/** Which contacts to list; those after a contact where one is given. */
export interface ByCreation {
  readonly from?: Date;
  readonly to?: Date;
  readonly after?: { readonly createdAt: Date; readonly contactId: string };
  readonly limit: number;
}

const COLUMNS = `contact.contact_id AS "contactId", contact.version, contact.account_id AS "accountId", contact.email,
  contact.phone, contact.name, contact.locale, contact.time_zone AS "timeZone", contact.role,
  contact.email_consent AS "emailConsent", contact.sms_consent AS "smsConsent", contact.in_app_consent AS "inAppConsent",
  contact.consent_changes AS "consentChanges", contact.attributes, contact.updated_at AS "updatedAt",
  contact.created_at AS "createdAt"`;
const LIVING = 'contact.merged_into IS NULL AND contact.erasure_id IS NULL';

/** Reads contacts in other orders than that of their ids. */
@Injectable()
export class ContactLists {
  constructor(private readonly dataSource: DataSource) {}

  /** Contacts in the order in which they became known. */
  byCreation({ from, to, after, limit }: ByCreation): Promise<ListedContact[]> {
    const wanted: [string, readonly unknown[]][] = [
      ...(from ? [['contact.created_at >= ?', [from]] as [string, unknown[]]] : []),
      ...(to ? [['contact.created_at <= ?', [to]] as [string, unknown[]]] : []),
      ...(after
        ? [
            ['(contact.created_at, contact.contact_id) > (?, ?)', [after.createdAt, after.contactId]] as [
              string,
              unknown[],
            ],
          ]
        : []),
    ];
    let count = 0;
    const conditions = wanted.map(([sql]) => ` AND ${sql.replace(/\?/g, () => `$${++count}`)}`).join('');
    return this.dataSource.query<ListedContact[]>(
      `SELECT ${COLUMNS} FROM contacts AS contact WHERE ${LIVING}${conditions}
       ORDER BY contact.created_at, contact.contact_id LIMIT ${Number(limit)}`,
      wanted.flatMap(([, parameters]) => parameters),
    );
  }

  /** The contacts of some ids, by the ids that were asked for; a merged id has its survivor. */
  byIds(contactIds: readonly string[]): Promise<(ListedContact & { askedFor: string })[]> {
    return this.dataSource.query(
      `SELECT asked.contact_id AS "askedFor", ${COLUMNS}
       FROM contacts AS asked JOIN contacts AS contact ON contact.contact_id = coalesce(asked.merged_into, asked.contact_id)
       WHERE asked.contact_id = ANY ($1::text[]) AND ${LIVING}`,
      [[...contactIds]],
    );
  }
}
