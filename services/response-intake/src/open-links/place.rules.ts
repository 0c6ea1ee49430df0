import { createHmac } from 'node:crypto';

/** How many answers may come from one place. */
export interface PlaceLimits {
  /** The length of a window, in milliseconds. */
  readonly windowMs: number;
  /** Answers within a window that count; those beyond are set aside. */
  readonly counted: number;
  /** Answers within a window that are taken at all. */
  readonly taken: number;
}

/** Why an answer is set aside that came from a place with too many. */
export const TOO_MANY_FROM_ONE_PLACE = 'too_many_from_one_place';

/**
 * Names where an answer comes from, so that it can be counted and not be read: HMAC-SHA-256, cut to 16 bytes, of the address and the
 * family of the browser. The key changes every day (UTC) and with the link, so that a place is another one tomorrow and elsewhere.
 */
export function placeOf(
  from: { readonly address: string; readonly userAgent: string },
  about: { readonly linkId: string; readonly day: string; readonly secret: string },
): string {
  const key = createHmac('sha256', about.secret).update(`rapport places\0${about.day}\0${about.linkId}`).digest();
  const place = `${networkOf(from.address)}\0${familyOf(from.userAgent)}`;
  return createHmac('sha256', key).update(place).digest('base64url').slice(0, 22);
}

/** A household or an office has 2⁶⁴ addresses of IPv6, and one of IPv4. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0]!;
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const all = [...groups, ...Array<string>(8 - groups.length - rest.length).fill('0'), ...rest];
  return all
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}

/** The browser and its system without their versions, which change under way. */
function familyOf(userAgent: string): string {
  return userAgent.replaceAll(/[\d._]+/g, '').slice(0, 200);
}

/** When the window of a moment began. */
export function windowOf(now: Date, windowMs: number): Date {
  return new Date(Math.floor(now.getTime() / windowMs) * windowMs);
}

/**
 * What becomes of an answer from a place. The window before counts by the share of it that is less than a window ago, so that the
 * turn of a window gives nobody twice as many.
 * @param present answers in this window, this one included
 * @param before answers in the window before
 */
export function standingOf(
  { present, before }: { readonly present: number; readonly before: number },
  { windowMs, counted, taken }: PlaceLimits,
  now: Date,
): 'counts' | 'set aside' | 'refused' {
  const share = 1 - (now.getTime() % windowMs) / windowMs;
  const level = present + Math.floor(before * share);
  if (level > taken) return 'refused';
  return level > counted ? 'set aside' : 'counts';
}
