import { createHmac, timingSafeEqual } from 'node:crypto';

/** A signature of this use is worthless for any other use of the same secret. */
const PURPOSE = 'rapport widget\0';
const TOKEN = /^w1\.([A-Za-z0-9_-]{1,1200})\.([A-Za-z0-9_-]{43})$/;

/** Whom a widget may ask, and until when. */
export interface WidgetClaims {
  readonly contactId: string;
  readonly expiresAt: Date;
}

/** A token for one contact's widget: `w1.<contact and time>.<HMAC-SHA-256>`. */
export function signWidgetToken({ contactId, expiresAt }: WidgetClaims, secret: string): string {
  const payload = Buffer.from(JSON.stringify([contactId, Math.floor(expiresAt.getTime() / 1000)])).toString(
    'base64url',
  );
  return `w1.${payload}.${signatureOf(payload, secret).toString('base64url')}`;
}

/**
 * Whom a widget's token is for; nothing for one that we did not sign, or whose time is over.
 * @param secrets newest first, so that they can be rotated
 */
export function readWidgetToken(token: unknown, secrets: readonly string[], now: Date): WidgetClaims | undefined {
  const [, payload = '', signature = ''] = (typeof token === 'string' && TOKEN.exec(token)) || [];
  const presented = Buffer.from(signature, 'base64url');
  const isSigned = secrets.some((secret) => {
    const expected = signatureOf(payload, secret);
    return expected.length === presented.length && timingSafeEqual(expected, presented);
  });
  if (!isSigned) return undefined;
  const [contactId, seconds] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, number];
  const expiresAt = new Date(seconds * 1000);
  return expiresAt > now ? { contactId, expiresAt } : undefined;
}

function signatureOf(payload: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`${PURPOSE}${payload}`).digest();
}
