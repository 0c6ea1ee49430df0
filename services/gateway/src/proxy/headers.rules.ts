type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Belong to one connection (RFC 9110, 7.6.1), or are answered by the gateway itself (`expect`). */
const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What only the gateway may say to a service, and keys, which no service needs to see. */
const OURS = /^(authorization|x-api-key|forwarded|x-real-ip|x-forwarded-.*|x-rapport-.*)$/;

/** What the gateway says to a service about a request. */
export interface Origin {
  /** Says who calls; absent on paths that need no key. */
  readonly token?: string;
  readonly address: string;
  readonly hasBody: boolean;
  /** Whether the service checks a name and a password itself: they are passed on, and no other credential is. */
  readonly takesPassword?: boolean;
}

/** The headers of a forwarded request. */
export function requestHeaders(headers: Headers, origin: Origin): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !OURS.test(name));
  const forwarded = Object.fromEntries(kept) as Record<string, string | string[]>;
  if (!origin.hasBody) delete forwarded['content-length'];
  const password = headers.authorization;
  if (origin.takesPassword && typeof password === 'string' && /^basic /i.test(password))
    forwarded.authorization = password;
  if (origin.token !== undefined) forwarded.authorization = `Bearer ${origin.token}`;
  forwarded['x-forwarded-for'] = origin.address;
  return forwarded;
}

/** The headers of a forwarded answer. */
export function answerHeaders(headers: Headers): Record<string, string | string[] | undefined> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}

/**
 * Address of whoever sent a request. Each trusted proxy adds the address it saw at the end of `X-Forwarded-For`;
 * what stands before these was written by the sender and is not believed.
 */
export function senderOf(peer: string, forwardedFor: string | string[] | undefined, trustedProxies: number): string {
  const hops = (forwardedFor?.toString() ?? '').split(',').map((hop) => hop.trim());
  return (trustedProxies > 0 && hops.at(-trustedProxies)) || peer;
}

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** The sender's request id where it is a plain one, a new one otherwise. */
export function requestIdOf(given: string | string[] | undefined, fresh: string): string {
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : fresh;
}
