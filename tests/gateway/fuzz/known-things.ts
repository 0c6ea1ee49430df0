import { exchange } from './exchange.js';
import type { Operation } from './requests.js';
import type { DocumentedValues } from './values.js';
import type { Json } from './wild-values.js';

const MOST_OF_A_KIND = 6;

/** One of each thing that people make, so that there is something to ask about. */
export const FIRST: readonly (readonly [method: string, path: string, body: Json])[] = [
  ['PUT', '/v1/attributes/account/industry', { type: 'text' }],
  ['POST', '/v1/surveys', { surveyId: 'asked', template: 'support' }],
  ['POST', '/v1/surveys/asked/publish', {}],
  ['POST', '/v1/surveys/asked/preview-links', { version: 1 }],
  ...[2, 8, 10].map(
    (score) =>
      [
        'POST',
        '/v1/responses',
        {
          contactId: 'maria',
          touchpoint: 'support.case_closed',
          score,
          comment: 'Support is slow, the price is fine.',
        },
      ] as const,
  ),
  ['POST', '/v1/open-links', { name: 'Fair', mode: 'link', surveyId: 'asked', touchpoint: 'event.visited' }],
  ['POST', '/v1/widget-tokens', { contactId: 'maria' }],
  ['POST', '/v1/imports?subject=contact', 'contactId,email\nnils,nils@acme.example\n'],
  ['POST', '/v1/dry-runs', { days: 30, programId: 'after-support-case' }],
];

/** Whether an operation takes away what other requests ask about. */
export function takesAway({ method, path }: Pick<Operation, 'method' | 'path'>): boolean {
  return (
    method === 'DELETE' ||
    (method === 'POST' && /(\/u\/|erasure|merge|archive|cancel|close|exclude|dismiss|hooks)/.test(path))
  );
}

/** Sends the first requests, and knows the links that come of them. @throws where one is not taken */
export async function begin(origin: string, key: string, known: Map<string, string[]>): Promise<void> {
  for (const [method, path, body] of FIRST) {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const answer = await exchange(origin, {
      method,
      path,
      headers: { authorization: `Bearer ${key}`, 'content-type': type },
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    });
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    for (const [name, pattern] of LINKS) {
      const [, link] = pattern.exec(answer.text) ?? [];
      if (link) known.set(name, [...(known.get(name) ?? []), link]);
    }
  }
  const [link] = known.get('linktoken') ?? [];
  if (link) await answerOpenly(origin, link, known);
}

/** The links in answers, by the name of the parameter that takes them. A page's token may be of either kind. */
const LINKS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['previewtoken', /\/s\/preview\/([^"?/]+)/],
  ['linktoken', /\/l\/([^"?/]+)/],
  ['token', /\/l\/([^"?/]+)/],
  ['widget-token', /"token":"([^"]+)"/],
];

/** Answers an open link once, so that its form and the way on from it are known. */
async function answerOpenly(origin: string, link: string, known: Map<string, string[]>): Promise<void> {
  const page = await (await fetch(`${origin}/l/${link}`)).text();
  const [path, form] = /\/l\/[^"?/]+\/en\/form\/([^"?/]+)/.exec(page) ?? [];
  if (!path || !form) throw new Error(`the page of an open link has no form: ${page}`);
  known.set('form', [form]);
  const body = new URLSearchParams({ score: '9' });
  const sent = await fetch(origin + path, { method: 'POST', body, redirect: 'manual' });
  const [, goingOn] = /\/answer\/([^"?/]+)/.exec(sent.headers.get('location') ?? '') ?? [];
  if (!goingOn) throw new Error(`an open link's answer was not taken: ${sent.status} ${await sent.text()}`);
  known.set('goingon', [goingOn]);
}

/**
 * Asks for every operation as the document shows it by example, so that there is something to ask about, and collects
 * the ids in the answers by their names: requests that name nothing which exists would not get far.
 */
export async function meet(
  origin: string,
  key: string,
  operations: readonly Operation[],
  values: DocumentedValues,
  known: Map<string, string[]>,
): Promise<void> {
  for (const { method, path, parameters, content } of operations) {
    if (takesAway({ method, path })) continue;
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const described = parameters.find((it) => it.name === name);
      return encodeURIComponent(String(values.example(described?.schema ?? {}, name) ?? described?.example ?? 'x'));
    });
    const needed = parameters.filter((it) => it.in === 'query' && it.required);
    const query = new URLSearchParams(
      needed.map(({ name, schema }): [string, string] => [name, String(values.example(schema, name))]),
    );
    const [type, body] = Object.entries(content)[0] ?? [];
    const text = type?.includes('json') ? JSON.stringify(values.example(body?.schema)) : String(body?.example ?? '');
    const { text: answered, status } = await exchange(origin, {
      method,
      path: `${filled}?${query}`,
      headers: { authorization: `Bearer ${key}`, ...(type && { 'content-type': type }) },
      ...(type && { body: Buffer.from(text) }),
    });
    if (status < 300 && /^[{[]/.test(answered)) collect(JSON.parse(answered), path.split('/')[2] ?? '', known);
  }
}

/** Ids go by the name of their field; a plain `id` by that of the collection, as parameters do. */
function collect(value: Json, collection: string, known: Map<string, string[]>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries<Json>(value)) {
    if (typeof inner === 'string' && /[a-z]Id$/.test(name) && name !== 'questionId')
      add(known, name.toLowerCase(), inner);
    else if (name === 'id' && typeof inner === 'string') add(known, `${collection.replace(/s$/, '')}id`, inner);
    else collect(inner, collection, known);
  }
}

function add(known: Map<string, string[]>, name: string, id: string): void {
  const ids = known.get(name) ?? [];
  if (!ids.includes(id) && ids.length < MOST_OF_A_KIND) known.set(name, [...ids, id]);
}
