const MINUTE_MS = 60_000;
/** What may go out ahead of its place, so that messages go out some at a time. */
const AHEAD_MS = 1_000;

/** How long each message of a limit takes, in milliseconds. */
export function intervalOf(perMinute: number): number {
  return MINUTE_MS / perMinute;
}

/**
 * How many messages may go out now under a limit, at least one where a place is free.
 * @param freeAt from when on places are free, in epoch milliseconds
 */
export function placesAt(now: number, freeAt: number, perMinute: number): number {
  const interval = intervalOf(perMinute);
  const ahead = now + Math.max(AHEAD_MS, interval) - Math.max(freeAt, now);
  return Math.max(0, Math.floor(ahead / interval + 1e-9));
}

/** Whether a message's place lets it go out now. */
export function mayGo(place: number, now: number): boolean {
  return place < now + AHEAD_MS;
}

/** The domain of an address, as limits name it. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/** Limits by domain, as `domain=mails-per-minute` says them. */
export function readLimits(said: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    said.map((limit) => {
      const [domain, perMinute] = limit.split('=') as [string, string];
      return [domain.toLowerCase(), Number(perMinute)];
    }),
  );
}
