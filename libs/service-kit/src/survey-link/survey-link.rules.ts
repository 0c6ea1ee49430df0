import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a survey link allows: answering one invitation until `expiresAt` (epoch seconds). */
export type SurveyLinkClaims = Readonly<{ invitationId: string; expiresAt: number }>;

/** What became of a presented token. `tampered` includes tokens signed with somebody else's secret. */
export type SurveyLinkVerdict =
  | Readonly<{ ok: true; claims: SurveyLinkClaims }>
  | Readonly<{ ok: false; reason: 'malformed' | 'tampered' | 'expired' }>;

/**
 * A signature of this use is worthless for any other use of the same secret, and the other way round
 * (domain separation).
 */
const PURPOSE = 'rapport survey link\0';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const UUID_BYTES = 16;
const EXPIRY_BYTES = 5;

/**
 * 21 bytes of payload and 18 of signature are whole base64url groups (28 and 24 characters): no spare bits,
 * so a token has exactly one spelling.
 */
const SIGNATURE_LENGTH = 24;
const TOKEN = /^v1\.[A-Za-z0-9_-]{28}\.[A-Za-z0-9_-]{24}$/;
const PAYLOAD_START = 3;
const PAYLOAD_END = 31;
const TOKEN_LENGTH = 56;

const SHORTEST_SECRET = 16;

/**
 * The token of a survey link, 56 URL-safe characters: `v1.<uuid and 5-byte expiry>.<HMAC-SHA-256 cut to 18 bytes>`
 * (RFC 2104; cut as in its section 5). Throws RangeError for an id that is no UUID, an expiry that is no
 * whole number of seconds below 2⁴⁰, or a secret shorter than 16 characters.
 */
export function signSurveyLink({ invitationId, expiresAt }: SurveyLinkClaims, secret: string): string {
  if (!UUID.test(invitationId)) throw new RangeError('invitationId must be a UUID');
  if (!Number.isInteger(expiresAt) || expiresAt < 0 || expiresAt >= 2 ** (8 * EXPIRY_BYTES)) {
    throw new RangeError('expiresAt must be whole epoch seconds');
  }
  const payload = Buffer.allocUnsafe(UUID_BYTES + EXPIRY_BYTES);
  payload.write(invitationId.replaceAll('-', ''), 'hex');
  payload.writeUIntBE(expiresAt, UUID_BYTES, EXPIRY_BYTES);
  const signed = `v1.${payload.toString('base64url')}`;
  return `${signed}.${signatureOf(signed, secret)}`;
}

/**
 * What a token is worth at `now`, tried against each secret (newest first, so that secrets can be rotated).
 * The claims are read only after a signature fits; comparing takes the same time wherever it differs.
 */
export function verifySurveyLink(token: string, secrets: readonly string[], now: Date): SurveyLinkVerdict {
  if (token.length !== TOKEN_LENGTH || !TOKEN.test(token)) return { ok: false, reason: 'malformed' };
  const signed = token.slice(0, PAYLOAD_END);
  const presented = token.slice(PAYLOAD_END + 1);
  if (!secrets.some((secret) => sameText(signatureOf(signed, secret), presented))) {
    return { ok: false, reason: 'tampered' };
  }
  const claims = readClaims(Buffer.from(token.slice(PAYLOAD_START, PAYLOAD_END), 'base64url'));
  return claims.expiresAt * 1000 > now.getTime() ? { ok: true, claims } : { ok: false, reason: 'expired' };
}

function signatureOf(signed: string, secret: string): string {
  // An empty secret, say from a list with a trailing comma, would let anyone sign.
  if (secret.length < SHORTEST_SECRET) throw new RangeError(`a secret needs ${SHORTEST_SECRET} characters or more`);
  const hmac = createHmac('sha256', secret).update(PURPOSE + signed, 'latin1');
  return hmac.digest('base64url').slice(0, SIGNATURE_LENGTH);
}

function sameText(expected: string, presented: string): boolean {
  return timingSafeEqual(Buffer.from(expected, 'latin1'), Buffer.from(presented, 'latin1'));
}

function readClaims(payload: Buffer): SurveyLinkClaims {
  const hex = payload.toString('hex', 0, UUID_BYTES);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return { invitationId: groups.join('-'), expiresAt: payload.readUIntBE(UUID_BYTES, EXPIRY_BYTES) };
}
