/** Where an installation is, and the key that opens it. */
export interface Installation {
  readonly url: string;
  readonly apiKey: string;
  readonly brokers: string;
  readonly topicPrefix?: string;
}

/** The gateway's refusal, with what it said. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Calls an operation of the gateway. @throws Refused for anything but success */
export async function call<T>(
  { url, apiKey }: Installation,
  method: string,
  path: string,
  body?: unknown,
  idempotencyKey?: string,
): Promise<T> {
  const headers: Record<string, string> = { authorization: `Bearer ${apiKey}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const answer = await fetch(url + path, { method, headers, body: sent });
  const text = await answer.text();
  if (!answer.ok) throw new Refused(answer.status, `${method} ${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** Reads, or posts a body where there is one. @throws Refused for anything but success */
export function ask<T>(installation: Installation, path: string, body?: unknown, idempotencyKey?: string): Promise<T> {
  return call<T>(installation, body === undefined ? 'GET' : 'POST', path, body, idempotencyKey);
}

/** Does something for each item, a few at a time. */
export async function forEachOf<T>(
  items: readonly T[],
  atATime: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
