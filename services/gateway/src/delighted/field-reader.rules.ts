import { unprocessable } from './delighted-error.rules.js';

/** A body or a query as it was sent. */
export type Sent = Readonly<Record<string, unknown>>;

const BLANK = "can't be blank";
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;
const PHONE = /^\+[1-9]\d{6,14}$/;
const LATEST_EPOCH = 253_402_300_799;
const LONGEST_NAME = 255;

/** Reads the parameters of a request, and remembers all that is wrong with them. Forms and queries send texts alone. */
export class FieldReader {
  private readonly errors: Record<string, string[]> = {};

  constructor(readonly sent: Sent) {}

  /** @throws DelightedRefusal with everything that was wrong until now */
  check(): void {
    if (Object.keys(this.errors).length > 0) throw unprocessable(this.errors);
  }

  /** Notes what is wrong with a parameter. */
  wrong(name: string, reason: string): undefined {
    this.errors[name] = [...(this.errors[name] ?? []), reason];
    return undefined;
  }

  /** Notes that a parameter is needed. */
  need<T>(name: string, value: T | undefined): T | undefined {
    if (value === undefined && !this.errors[name]) this.wrong(name, BLANK);
    return value;
  }

  /** A text, or a number as one; nothing where it is absent, null or empty. */
  text(name: string, longest = LONGEST_NAME): string | undefined {
    const value = this.sent[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') return this.wrong(name, 'is invalid');
    const text = String(value).trim();
    if (text.includes('\0')) return this.wrong(name, 'is invalid');
    if (text.length > longest) return this.wrong(name, `must be less than ${longest} characters`);
    return text === '' ? undefined : text;
  }

  email(name: string): string | undefined {
    const email = this.text(name);
    return email === undefined || EMAIL.test(email) ? email : this.wrong(name, 'is invalid');
  }

  /** A number in the form of E.164. */
  phone(name: string): string | undefined {
    const phone = this.text(name);
    return phone === undefined || PHONE.test(phone) ? phone : this.wrong(name, 'is invalid');
  }

  integer(name: string, { from, to }: { from: number; to: number }): number | undefined {
    const value = this.sent[name];
    if (value === undefined || value === null || value === '') return undefined;
    const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) return this.wrong(name, 'is not a number');
    if (number < from) return this.wrong(name, `must be greater than or equal to ${from}`);
    if (number > to) return this.wrong(name, `must be less than or equal to ${to}`);
    return number;
  }

  /** A moment in seconds since 1970. */
  moment(name: string): Date | undefined {
    const seconds = this.integer(name, { from: 0, to: LATEST_EPOCH });
    return seconds === undefined ? undefined : new Date(seconds * 1000);
  }

  yes(name: string, otherwise: boolean): boolean {
    const value = this.sent[name];
    if (value === undefined || value === null || value === '') return otherwise;
    if (value === true || value === 'true' || value === '1' || value === 1) return true;
    if (value === false || value === 'false' || value === '0' || value === 0) return false;
    this.wrong(name, 'is not included in the list');
    return otherwise;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined || allowed.includes(text as T)) return text as T | undefined;
    return this.wrong(name, 'is not included in the list');
  }

  /** Values by their names; a text, a number, true, false or null each. */
  values(name: string): Readonly<Record<string, string | number | boolean | null>> | undefined {
    const value = this.sent[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) return this.wrong(name, 'is invalid');
    const entries = Object.entries(value as Record<string, unknown>);
    if (
      entries.some(([, it]) => (typeof it === 'object' && it !== null) || (typeof it === 'string' && it.includes('\0')))
    )
      return this.wrong(name, 'must have values that are texts or numbers');
    return Object.fromEntries(entries) as Record<string, string | number | boolean | null>;
  }

  /** The values of a list, also where it was sent as `name[]` or as one value. */
  list(name: string): string[] {
    const value = this.sent[`${name}[]`] ?? this.sent[name];
    return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
  }
}
