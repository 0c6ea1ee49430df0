/** A contact's whole state. */
export interface ContactState {
  contactId: string;
  version: number;
  accountId: string | null;
  email: string | null;
  name: string | null;
  locale: string | null;
  timeZone: string | null;
  role: string | null;
  emailConsent: boolean;
  attributes: Record<string, unknown>;
  updatedAt: Date;
}

/** A contact of whom nothing is known yet: version 0, mail allowed. */
export function newContact(contactId: string, now: Date): ContactState {
  return {
    contactId,
    version: 0,
    accountId: null,
    email: null,
    name: null,
    locale: null,
    timeZone: null,
    role: null,
    emailConsent: true,
    attributes: {},
    updatedAt: now,
  };
}

/** What is wrong with an upsert beyond its form, or nothing. */
export function contactProblem(upsert: { email?: string; timeZone?: string; locale?: string }) {
  if (upsert.email !== undefined && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(upsert.email)) {
    return { field: 'email', reason: 'email must be an e-mail address' };
  }
  if (upsert.timeZone !== undefined && !works(() => new Intl.DateTimeFormat('en', { timeZone: upsert.timeZone }))) {
    return { field: 'timeZone', reason: 'timeZone must be an IANA time zone' };
  }
  if (upsert.locale !== undefined && !works(() => new Intl.Locale(upsert.locale!))) {
    return { field: 'locale', reason: 'locale must be a BCP 47 language tag' };
  }
  return undefined;
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
    ...(contact.name !== null && { name: contact.name }),
    ...(contact.locale !== null && { locale: contact.locale }),
    ...(contact.timeZone !== null && { timeZone: contact.timeZone }),
    ...(contact.role !== null && { role: contact.role }),
    emailConsent: contact.emailConsent,
    attributes: contact.attributes,
    updatedAt: contact.updatedAt.toISOString(),
  };
}
