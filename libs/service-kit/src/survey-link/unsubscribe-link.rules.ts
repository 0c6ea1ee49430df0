import { createHmac, timingSafeEqual } from 'node:crypto';

/** A signature of this use is worthless for any other use of the same secret (domain separation). */
const PURPOSE = 'rapport unsubscribe link\0';
const TOKEN = /^([0-9a-f]{32})\.([A-Za-z0-9_-]{24})$/;
const SIGNATURE_LENGTH = 24;

/** The token of the link by which the receiver of an invitation opts out; it does not expire. */
export function signUnsubscribeLink(invitationId: string, secret: string): string {
  const id = invitationId.replaceAll('-', '').toLowerCase();
  return `${id}.${signatureOf(id, secret)}`;
}

/** The invitation of a token that one of the secrets signed, or nothing. */
export function verifyUnsubscribeLink(token: string, secrets: readonly string[]): string | undefined {
  const [, id, presented] = TOKEN.exec(token) ?? [];
  if (!id || !presented) return undefined;
  const given = Buffer.from(presented, 'latin1');
  if (!secrets.some((secret) => timingSafeEqual(given, Buffer.from(signatureOf(id, secret), 'latin1'))))
    return undefined;
  return [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-');
}

function signatureOf(id: string, secret: string): string {
  return createHmac('sha256', secret).update(`${PURPOSE}${id}`).digest('base64url').slice(0, SIGNATURE_LENGTH);
}
