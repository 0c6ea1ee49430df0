/** What a mail provider reports of a mail that it took. */
export type ReportKind = 'delivered' | 'opened' | 'bounced' | 'complained' | 'unsubscribed';

/** One report, whatever the provider's form; it holds no address. */
export interface MailReport {
  readonly invitationId: string;
  readonly kind: ReportKind;
  /** Whether the address will never take mail again; only of bounces. */
  readonly permanent?: boolean;
  readonly reason?: string;
}

const LONGEST_REASON = 200;
const MAIL_ID = /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.\d)?(?:@[^>\s]*)?>?$/i;

/** The invitation of a mail, by its Message-ID or the id that its headers carry; a reminder's ends with its number. */
export function invitationOfMail(id: unknown): string | undefined {
  return typeof id === 'string' ? MAIL_ID.exec(id.trim())?.[1]?.toLowerCase() : undefined;
}

/** A reason without addresses, which servers like to repeat, and of a bounded length. */
export function withoutAddresses(reason: string): string {
  return reason
    .replace(/[^\s<>"'();:,]+@[^\s<>"'();:,]+/g, '(address)')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_REASON);
}

/** A value of a payload by its path, where every step is an object that has it. */
export function valueAt(payload: unknown, ...path: string[]): unknown {
  let value = payload;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** Joins the parts of a reason that are texts. */
export function reasonOf(...parts: unknown[]): string {
  return withoutAddresses(parts.filter((part) => typeof part === 'string' && part !== '').join(' '));
}
