import { createHmac, timingSafeEqual } from 'node:crypto';

/** A signature of this use is worthless for any other use of the same secret. */
const PURPOSE = 'rapport page shown\0';
/** 6 bytes of milliseconds and 12 of signature: whole groups of base64url, so that a text has exactly one spelling. */
const TEXT = /^[A-Za-z0-9_-]{8}\.[A-Za-z0-9_-]{16}$/;
const TIME_BYTES = 6;
const TIME_LENGTH = 8;

/** When a page was shown, as its form carries it: nobody can make it earlier or later than it was. */
export function signShown(at: Date, secret: string): string {
  const time = Buffer.allocUnsafe(TIME_BYTES);
  time.writeUIntBE(at.getTime(), 0, TIME_BYTES);
  const text = time.toString('base64url');
  return `${text}.${signatureOf(text, secret)}`;
}

/**
 * When the page of a form was shown; nothing where the form says nothing that was signed with one of the secrets.
 * @param secrets newest first, so that they can be rotated
 */
export function readShown(text: unknown, secrets: readonly string[]): Date | undefined {
  if (typeof text !== 'string' || !TEXT.test(text)) return undefined;
  const time = text.slice(0, TIME_LENGTH);
  const presented = Buffer.from(text.slice(TIME_LENGTH + 1));
  const isSigned = secrets.some((secret) => timingSafeEqual(Buffer.from(signatureOf(time, secret)), presented));
  return isSigned ? new Date(Buffer.from(time, 'base64url').readUIntBE(0, TIME_BYTES)) : undefined;
}

function signatureOf(time: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(PURPOSE + time)
    .digest('base64url')
    .slice(0, 16);
}
