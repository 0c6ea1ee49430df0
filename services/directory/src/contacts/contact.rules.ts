import { clearingProblem } from '../upserts/upsert.rules.js';
import { CONSENT_FIELDS, type ConsentChanges } from './consent.rules.js';

/** A contact's whole state. */
export interface ContactState {
  contactId: string;
  version: number;
  accountId: string | null;
  email: string | null;
  phone: string | null;
  name: string | null;
  locale: string | null;
  timeZone: string | null;
  role: string | null;
  emailConsent: boolean;
  smsConsent: boolean;
  inAppConsent: boolean;
  consentChanges: ConsentChanges;
  attributes: Record<string, unknown>;
  updatedAt: Date;
}

/** A contact of whom nothing is known yet: version 0; mail and in-app surveys allowed, text messages not. */
export function newContact(contactId: string, now: Date): ContactState {
  return {
    contactId,
    version: 0,
    accountId: null,
    email: null,
    phone: null,
    name: null,
    locale: null,
    timeZone: null,
    role: null,
    emailConsent: true,
    smsConsent: false,
    inAppConsent: true,
    consentChanges: {},
    attributes: {},
    updatedAt: now,
  };
}

/** The parts of an upsert that have a form of their own; null clears. */
export interface CheckedContact {
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly timeZone?: string | null;
  readonly locale?: string | null;
  readonly emailConsent?: boolean | null;
  readonly smsConsent?: boolean | null;
  readonly inAppConsent?: boolean | null;
}

/** What is wrong with an upsert beyond its form, or nothing. */
export function contactProblem(upsert: CheckedContact) {
  const { email, phone, timeZone, locale } = upsert;
  if (email != null && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(email)) {
    return { field: 'email', reason: 'email must be an e-mail address' };
  }
  if (phone != null && !/^\+[1-9]\d{6,14}$/.test(phone)) {
    return { field: 'phone', reason: 'phone must be an E.164 number, such as +5511987654321' };
  }
  if (timeZone != null && !works(() => new Intl.DateTimeFormat('en', { timeZone }))) {
    return { field: 'timeZone', reason: 'timeZone must be an IANA time zone' };
  }
  if (locale != null && !works(() => new Intl.Locale(locale))) {
    return { field: 'locale', reason: 'locale must be a BCP 47 language tag' };
  }
  return clearingProblem({ ...upsert }, Object.values(CONSENT_FIELDS));
}

function works(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** The snapshot that is published of a contact: what is not known is absent. */
export function toContactSnapshot(contact: ContactState) {
  return {
    contactId: contact.contactId,
    version: contact.version,
    ...(contact.accountId !== null && { accountId: contact.accountId }),
    ...(contact.email !== null && { email: contact.email }),
    ...(contact.phone !== null && { phone: contact.phone }),
    ...(contact.name !== null && { name: contact.name }),
    ...(contact.locale !== null && { locale: contact.locale }),
    ...(contact.timeZone !== null && { timeZone: contact.timeZone }),
    ...(contact.role !== null && { role: contact.role }),
    emailConsent: contact.emailConsent,
    smsConsent: contact.smsConsent,
    inAppConsent: contact.inAppConsent,
    attributes: contact.attributes,
    updatedAt: contact.updatedAt.toISOString(),
  };
}

/** What stays of a contact that is no more: its id and its version. Nobody is asked under it, nothing personal is left in it. */
export function blankContact(contactId: string, version: number, now: Date): ContactState {
  return { ...newContact(contactId, now), version, emailConsent: false, inAppConsent: false };
}

/** The last snapshot of a contact that was merged away. */
export function toMergedContactSnapshot({ contactId, version, updatedAt }: ContactState, mergedInto: string) {
  return { ...toContactSnapshot(blankContact(contactId, version, updatedAt)), mergedInto };
}
