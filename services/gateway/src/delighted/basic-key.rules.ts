const BASIC = /^Basic +([A-Za-z0-9+/_=-]+)$/i;

/** The API key that a request presents as the user name of HTTP Basic (RFC 7617); the password is not looked at. */
export function basicKey(authorization: string | undefined): string | undefined {
  const encoded = BASIC.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [user] = Buffer.from(encoded, 'base64').toString('utf8').split(':', 1);
  return user || undefined;
}
