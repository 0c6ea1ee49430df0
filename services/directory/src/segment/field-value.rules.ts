type Kind = 'text' | 'phone' | 'locale' | 'boolean' | 'number' | 'date';

/** The fields of a contact that a mapping may fill. */
export const CONTACT_FIELDS: Readonly<Record<string, Kind>> = {
  accountId: 'text',
  email: 'text',
  phone: 'phone',
  name: 'text',
  locale: 'locale',
  timeZone: 'text',
  role: 'text',
  emailConsent: 'boolean',
  smsConsent: 'boolean',
  inAppConsent: 'boolean',
  consentSource: 'text',
};

/** The fields of an account that a mapping may fill. */
export const ACCOUNT_FIELDS: Readonly<Record<string, Kind>> = {
  name: 'text',
  arr: 'number',
  segment: 'text',
  region: 'text',
  renewalDate: 'date',
  ownerCsm: 'text',
  lifecycle: 'text',
};

/** A value that cannot be what its field needs; the message says what that is. */
export class WrongValue extends Error {}

/**
 * Makes what a message holds a field's value: text is trimmed, a moment is taken for its day, numbers and truth may be written
 * as text. Whether the value is a good one is for the directory's own rules.
 * @returns undefined where nothing is left
 * @throws WrongValue
 */
export function fieldValue(kind: Kind, value: unknown): string | number | boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (kind === 'boolean') return truth(value);
  if (kind === 'number') return quantity(value);
  if (typeof value === 'object') throw new WrongValue('must be a text');
  const text = String(value).trim();
  if (text === '') return undefined;
  if (kind === 'phone') return text.replace(/[\s().-]/g, '');
  if (kind === 'locale') return text.replaceAll('_', '-');
  return kind === 'date' && /^\d{4}-\d{2}-\d{2}T/.test(text) ? text.slice(0, 10) : text;
}

function truth(value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new WrongValue('must be true or false');
}

function quantity(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new WrongValue('must be a number');
}
