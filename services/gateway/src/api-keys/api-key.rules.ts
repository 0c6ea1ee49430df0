import { createHash } from 'node:crypto';

/** How many random bytes a key is made of. */
export const KEY_BYTES = 32;

const MARK = 'rpt_';
const SHOWN = MARK.length + 6;
const KEY = /^rpt_[A-Za-z0-9_-]{43}$/;
const BEARER = /^Bearer +(\S+)$/i;

/** Spells 32 random bytes as an API key: `rpt_` and 43 URL-safe characters. */
export function spellKey(random: Buffer): string {
  return MARK + random.toString('base64url');
}

/** Whether a text could be an API key at all; spares the database a question. */
export function looksLikeKey(text: string): boolean {
  return KEY.test(text);
}

/** What is kept of a key. A key has 256 random bits, so a fast hash without salt is enough. */
export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** What may be shown of a key. */
export function prefixOf(key: string): string {
  return key.slice(0, SHOWN);
}

/** The key that a request presents in `Authorization: Bearer` or, failing that, in `X-API-Key`. */
export function presentedKey(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  const bearer = BEARER.exec(headers.authorization?.toString() ?? '')?.[1];
  return bearer ?? headers['x-api-key']?.toString();
}
