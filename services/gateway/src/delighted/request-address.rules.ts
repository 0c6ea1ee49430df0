/** What a request says about the address that it was sent to. */
export interface Asked {
  readonly protocol: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const HOST = /^([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?$/;

/**
 * The address that a caller sent a request to, as links in its answer name it. What `X-Forwarded-Proto` and `-Host` say is
 * believed where a trusted proxy stands in front.
 */
export function addressOf({ protocol, host, headers }: Asked, trustedProxies: number): string {
  const told = (name: string) =>
    trustedProxies > 0 ? headers[name]?.toString().split(',')[0]?.trim().toLowerCase() : undefined;
  const forwarded = told('x-forwarded-proto');
  const named = told('x-forwarded-host') ?? host;
  return `${forwarded === 'http' || forwarded === 'https' ? forwarded : protocol}://${HOST.test(named) ? named : 'localhost'}`;
}

/** Whether a request takes JSON: it says so, it says nothing, or its path ends with `.json`. */
export function takesJson(path: string, accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '' || path.endsWith('.json')) return true;
  return accept.split(',').some((part) => {
    const [type, ...parameters] = part.split(';').map((it) => it.trim().toLowerCase());
    const isRefused = parameters.some((it) => /^q=0(\.0{0,3})?$/.test(it));
    return !isRefused && (type === 'application/json' || type === 'application/*' || type === '*/*');
  });
}
