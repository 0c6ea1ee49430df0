import type { FieldReader } from './field-reader.rules.js';
import { epochOf } from './paging.rules.js';

const MOST_DELAY_S = 365 * 86_400;

/** How a person is named in a path: by id, by address or by number. */
export type PersonIdentifier = { readonly id: string } | { readonly email: string } | { readonly phoneNumber: string };

/** A contact as the directory tells of it, as far as it is shown. */
export interface Contact {
  readonly contactId: string;
  readonly accountId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly consentChanges?: Readonly<Record<string, unknown>>;
  /** RFC 3339; absent where the directory was asked for something else than a list. */
  readonly createdAt?: string;
  readonly mergedFrom?: string;
}

/** What a caller wants of a person. */
export interface PersonWanted {
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly emailUpdate?: string;
  readonly name?: string;
  readonly locale?: string;
  readonly channel?: 'email' | 'sms';
  readonly send: boolean;
  readonly delaySeconds: number;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

/** Reads `email:…`, `phone_number:…` or an id. */
export function readIdentifier(text: string): PersonIdentifier {
  if (text.startsWith('email:')) return { email: text.slice('email:'.length) };
  if (text.startsWith('phone_number:')) return { phoneNumber: text.slice('phone_number:'.length) };
  return { id: text };
}

/** Reads what is wanted of a person. @throws DelightedRefusal naming what is wrong */
export function readPerson(reader: FieldReader): PersonWanted {
  const email = reader.email('email');
  const phoneNumber = reader.phone('phone_number');
  if (!reader.sent.phone_number) reader.need('email', email);
  const { locale, ...properties } = reader.values('properties') ?? {};
  const wanted = {
    email,
    phoneNumber,
    emailUpdate: reader.email('email_update'),
    name: reader.text('name'),
    locale: reader.text('locale') ?? (locale == null || locale === '' ? undefined : String(locale)),
    channel: reader.oneOf('channel', ['email', 'sms'] as const),
    send: reader.yes('send', true),
    delaySeconds: reader.integer('delay', { from: 0, to: MOST_DELAY_S }) ?? 0,
    properties,
  };
  // It would only lengthen a quarantine that Rapport keeps by itself; a client that sends it need not know.
  reader.moment('last_sent_at');
  reader.check();
  return wanted;
}

/** What is known of a person's surveys. */
export interface PersonHistory {
  readonly lastSentAt?: string | null;
  readonly lastAnsweredAt?: string | null;
  readonly nextDueAt?: string | null;
}

/** A person as they are part of something else. */
export function briefPersonOf(id: string, contact: Contact | undefined) {
  return {
    id,
    name: contact?.name ?? null,
    email: contact?.email ?? null,
    created_at: epochOf(contact?.createdAt),
    phone_number: contact?.phone ?? null,
  };
}

/** A person as a list shows them. */
export function personOf(contact: Contact, { lastSentAt, lastAnsweredAt, nextDueAt }: PersonHistory) {
  return {
    ...briefPersonOf(contact.contactId, contact),
    last_sent_at: epochOf(lastSentAt),
    last_responded_at: epochOf(lastAnsweredAt),
    next_survey_scheduled_at: epochOf(nextDueAt),
  };
}

/** What is declared of an attribute of contacts. */
export interface Declaration {
  readonly subject: string;
  readonly name: string;
  readonly type: string;
}

/**
 * The properties that are declared attributes of contacts, each in the type that is declared for it; what does not fit is
 * left as it is, so that the directory says why.
 */
export function attributesOf(
  properties: PersonWanted['properties'],
  declarations: readonly Declaration[],
): Record<string, string | number | boolean | null> {
  const types = new Map(declarations.flatMap((it) => (it.subject === 'contact' ? [[it.name, it.type] as const] : [])));
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => {
      const type = types.get(name);
      return type === undefined ? [] : [[name, typed(value, type)]];
    }),
  );
}

function typed(value: string | number | boolean | null, type: string): string | number | boolean | null {
  if (value === null || value === '') return null;
  if (type === 'number') return Number.isNaN(Number(value)) ? value : Number(value);
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return String(value);
}
