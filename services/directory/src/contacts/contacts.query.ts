import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CoveringErasure } from '../erasures/erasure.rules.js';
import { attributeCondition, equalities, textCondition, whereOf } from '../search/search.rules.js';
import { Contact } from './contact.entity.js';
import { roleOf } from './role.rules.js';

/** Which contacts to list; `limit` of them after the id `cursor`. */
export interface ContactFilter {
  readonly q?: string;
  readonly accountId?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly role?: string;
  readonly attribute?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** Reads contacts. */
@Injectable()
export class ContactQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** A contact by its id; the survivor, saying so, where the id was merged away, and the erasure where there was one. */
  async one(contactId: string): Promise<(Contact & { mergedFrom?: string; erasure?: CoveringErasure }) | null> {
    const contacts = this.dataSource.getRepository(Contact);
    const [row] = await this.dataSource.query<
      { mergedInto: string | null; erasureId: string | null; erasedAt: Date }[]
    >(
      `SELECT merged_into AS "mergedInto", erasure_id AS "erasureId", erased_at AS "erasedAt"
         FROM contacts LEFT JOIN erasures USING (erasure_id) WHERE contacts.contact_id = $1`,
      [contactId],
    );
    const survivor = await contacts.findOneBy({ contactId: row?.mergedInto ?? contactId });
    if (survivor && row?.erasureId)
      return { ...survivor, erasure: { erasureId: row.erasureId, erasedAt: row.erasedAt } };
    return survivor && row?.mergedInto ? { ...survivor, mergedFrom: contactId } : survivor;
  }

  /** Contacts that fit, in the order of their ids. */
  list(filter: ContactFilter): Promise<Contact[]> {
    const { sql, parameters } = whereOf([
      { sql: 'contact.merged_into IS NULL AND contact.erasure_id IS NULL', parameters: [] },
      ...equalities({
        account_id: filter.accountId,
        'lower(email)': filter.email?.toLowerCase(),
        phone: filter.phone,
        role: filter.role && roleOf(filter.role),
      }),
      ...(filter.q ? [textCondition(filter.q, { id: 'contact_id', email: 'email' })] : []),
      ...(filter.attribute ? [attributeCondition(filter.attribute)] : []),
      ...(filter.cursor === undefined ? [] : [{ sql: 'contact_id > ?', parameters: [filter.cursor] }]),
    ]);
    return this.dataSource.query<Contact[]>(
      `SELECT contact_id AS "contactId", version, account_id AS "accountId", email, phone, name, locale,
              time_zone AS "timeZone", role, email_consent AS "emailConsent", sms_consent AS "smsConsent",
              in_app_consent AS "inAppConsent", consent_changes AS "consentChanges", attributes, updated_at AS "updatedAt"
         FROM contacts AS contact WHERE ${sql} ORDER BY contact_id LIMIT ${Number(filter.limit)}`,
      [...parameters],
    );
  }
}
