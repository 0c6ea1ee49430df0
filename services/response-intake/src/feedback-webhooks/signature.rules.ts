import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { DEFAULT_TOLERANCE_SECONDS, type Signature } from './webhook.rules.js';

/** A delivery as it came in, before anything of it is read. */
export interface RawDelivery {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

type Hmac = Extract<Signature, { readonly scheme: 'hmac-sha256' }>;

/**
 * Whether a delivery was sent by somebody who knows one of the secrets; how long that takes says nothing of where they differ.
 * @param secrets those that hold now
 */
export function isSigned(
  { headers, body }: RawDelivery,
  signature: Signature,
  secrets: readonly string[],
  now: Date,
): boolean {
  const given = (name: string) => headers[name.toLowerCase()]?.toString();
  if (signature.scheme === 'shared-token') return isOneOf(given(signature.header), secrets);
  if (signature.scheme === 'basic') {
    const wanted = secrets.map((it) => Buffer.from(`${signature.username}:${it}`).toString('base64'));
    return isOneOf(/^basic +(\S+)$/i.exec(given('authorization') ?? '')?.[1], wanted);
  }
  const timestamp = signature.timestampHeader === undefined ? undefined : given(signature.timestampHeader);
  if (signature.timestampHeader !== undefined && !isRecent(timestamp, signature, now)) return false;
  const digest = digestIn(given(signature.header), signature);
  return anyOf(secrets, (secret) => {
    const hmac = createHmac('sha256', secret);
    for (const part of signedParts(signature, body, timestamp)) hmac.update(part);
    const expected = hmac.digest();
    return digest?.length === expected.length && timingSafeEqual(digest, expected);
  });
}

/** What is signed where nothing else is said. */
export function signedContentOf({ signedContent, timestampHeader }: Hmac): string {
  return signedContent ?? (timestampHeader === undefined ? '{body}' : '{timestamp}.{body}');
}

function signedParts(signature: Hmac, body: Buffer, timestamp = ''): (string | Buffer)[] {
  const parts = signedContentOf(signature).split(/(\{body\}|\{timestamp\})/);
  return parts.map((part) => (part === '{body}' ? body : part === '{timestamp}' ? timestamp : part));
}

function digestIn(header: string | undefined, { prefix = '', encoding }: Hmac): Buffer | undefined {
  return header?.startsWith(prefix) ? Buffer.from(header.slice(prefix.length).trim(), encoding) : undefined;
}

function isRecent(timestamp: string | undefined, signature: Hmac, now: Date): boolean {
  const time = timestamp === undefined ? Number.NaN : timeOf(timestamp);
  const tolerance = signature.toleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS;
  return Math.abs(now.getTime() - time) <= tolerance * 1_000;
}

/** Seconds and milliseconds since 1970 are told apart by their size: ten digits are seconds until the year 2286. */
function timeOf(timestamp: string): number {
  if (/^\d{1,10}$/.test(timestamp)) return Number(timestamp) * 1_000;
  return /^\d{11,14}$/.test(timestamp) ? Number(timestamp) : Date.parse(timestamp);
}

function isOneOf(given: string | undefined, wanted: readonly string[]): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const presented = digest(given ?? '');
  return anyOf(wanted, (it) => timingSafeEqual(presented, digest(it))) && given !== undefined;
}

/** Every one is tried: that one fits early must not show. */
function anyOf(secrets: readonly string[], fits: (secret: string) => boolean): boolean {
  let found = false;
  for (const secret of secrets) found = fits(secret) || found;
  return found;
}
