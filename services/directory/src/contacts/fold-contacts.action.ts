import { contracts, type DataOf } from '#contracts';
import { publish } from '#messaging';
import { countDropped, erasedAmong } from '../erasures/erased-contacts.query.js';
import { erasedReason } from '../erasures/erasure.rules.js';
import { type FoldUpserts, foldUpserts, type Kind } from '../upserts/fold-upserts.action.js';
import type { Patch } from '../upserts/upsert.rules.js';
import { noteConsent } from './consent.rules.js';
import { type ContactState, contactProblem, newContact, toContactSnapshot } from './contact.rules.js';
import { roleOf } from './role.rules.js';

/** Merging accounts waits until nobody is about to place a contact in one of them. */
export const PLACING_CONTACTS = `hashtext('directory.placing-contacts')`;

/** A partial upsert of a contact from anywhere; null, which no event holds, clears a field. */
export type ContactUpsert = {
  readonly [K in keyof DataOf<typeof contracts.contactUpserted>]: K extends 'contactId'
    ? string
    : K extends 'attributes'
      ? Record<string, unknown> | undefined
      : DataOf<typeof contracts.contactUpserted>[K] | null;
};

/** How contacts are kept and published. */
export const contactKind: Kind<ContactState, ContactUpsert> = {
  subject: 'contact',
  table: 'contacts',
  columns: {
    contact_id: ['text', (it) => it.contactId],
    version: ['int', (it) => it.version],
    account_id: ['text', (it) => it.accountId],
    email: ['text', (it) => it.email],
    phone: ['text', (it) => it.phone],
    name: ['text', (it) => it.name],
    locale: ['text', (it) => it.locale],
    time_zone: ['text', (it) => it.timeZone],
    role: ['text', (it) => it.role],
    email_consent: ['boolean', (it) => it.emailConsent],
    sms_consent: ['boolean', (it) => it.smsConsent],
    in_app_consent: ['boolean', (it) => it.inAppConsent],
    consent_changes: ['jsonb', (it) => it.consentChanges],
    attributes: ['jsonb', (it) => it.attributes],
    updated_at: ['timestamptz', (it) => it.updatedAt],
  },
  idOf: ({ contactId }) => contactId,
  empty: newContact,
  problem: contactProblem,
  async patches(changes, transaction, { now, origin }) {
    const accountIds = [...new Set(changes.flatMap(({ data }) => data.accountId ?? []))];
    // The lock is a statement of its own: what comes after it sees the merges that it waited for.
    const [, merged] = await Promise.all([
      transaction.query(`SELECT pg_advisory_xact_lock_shared(${PLACING_CONTACTS})`),
      transaction.query<{ id: string; survivor: string }>(
        `SELECT account_id AS id, merged_into AS survivor FROM accounts
          WHERE account_id = ANY ($1::text[]) AND merged_into IS NOT NULL`,
        [accountIds],
      ),
    ]);
    const survivors = new Map(merged.map(({ id, survivor }) => [id, survivor]));
    return (before, { consentSource, ...upsert }) => {
      const changed = noteConsent(before.consentChanges, upsert, consentSource ?? origin, now);
      return {
        ...upsert,
        ...(upsert.role != null && { role: roleOf(upsert.role) }),
        ...(upsert.accountId != null && { accountId: survivors.get(upsert.accountId) ?? upsert.accountId }),
        consentChanges: changed,
      } as Patch;
    };
  },
  announce: (transaction, contact, cause) =>
    publish(transaction, contracts.contactSnapshot, toContactSnapshot(contact), cause),
};

const fold = foldUpserts(contactKind);

/** Folds partial upserts into contacts, by one set of rules wherever they are from. Nothing brings an erased contact back. */
export const foldContacts: FoldUpserts<ContactState, ContactUpsert> = async (changes, transaction, folding) => {
  const erased = await erasedAmong(
    transaction,
    changes.map(({ data }) => data.contactId),
  );
  if (erased.size === 0) return fold(changes, transaction, folding);
  const late = changes.filter(({ data }) => erased.has(data.contactId));
  const erasureOf = ({ data }: (typeof late)[number]) => erased.get(data.contactId)!;
  if (folding.erased === 'dropped') {
    await countDropped(
      transaction,
      late.map((change) => erasureOf(change).erasureId),
    );
  } else {
    for (const change of late)
      folding.refuse(change, { field: 'contactId', reason: erasedReason(erasureOf(change)), isGone: true });
  }
  const living = changes.filter(({ data }) => !erased.has(data.contactId));
  return fold(living, transaction, folding);
};
