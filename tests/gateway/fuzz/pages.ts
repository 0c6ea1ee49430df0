import { ROUTES } from '../../../services/gateway/src/routes/routes.rules.js';
import type { Refusals } from './promises.js';
import type { Operation } from './requests.js';

const FORM = { 'application/x-www-form-urlencoded': {} };
const text = (name: string, where = 'path') => ({ name, in: where, schema: { type: 'string', maxLength: 200 } });
const page = (method: string, path: string, ...query: string[]): Operation => ({
  method,
  path,
  parameters: [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => text(name!)),
    ...query.map((name) => text(name, 'query')),
  ],
  content: method === 'POST' ? FORM : {},
});

/** What people and programs open without a key and no document describes. */
const PAGES: readonly Operation[] = [
  page('GET', '/s/{token}', 'score', 'lang'),
  page('POST', '/s/{token}'),
  page('GET', '/s/{token}/questions/{step}'),
  page('POST', '/s/{token}/questions/{step}'),
  page('GET', '/s/{token}/thanks'),
  page('GET', '/s/preview/{previewToken}', 'score'),
  page('POST', '/s/preview/{previewToken}'),
  page('GET', '/l/{linkToken}', 'score', 'lang'),
  ...['form/{form}', 'answer/{goingOn}', 'answer/{goingOn}/questions/{step}'].flatMap((below) => [
    page('GET', `/l/{linkToken}/{lang}/${below}`),
    page('POST', `/l/{linkToken}/{lang}/${below}`),
  ]),
  page('GET', '/l/{linkToken}/{lang}/answer/{goingOn}/thanks'),
  page('GET', '/u/{optOutToken}'),
  page('POST', '/u/{optOutToken}'),
];

/** How each public path words what it refuses; a path that is not named here answers with problem documents. */
const REFUSALS: Readonly<Record<string, Refusals>> = {
  '/s': 'page',
  '/u': 'page',
  '/l': 'page',
  '/delighted': 'delighted',
};

/** Is not part of an installation that people answer in: it shows what the local stack mailed. */
const LOCAL = '/mail';

const prefixOf = (path: string) => `/${path.split('/')[1]}`;

/** The operations that no document describes. A public path that nobody described here is asked in general ways. */
export function pages(documented: readonly Operation[]): Operation[] {
  const described = new Set([...PAGES, ...documented].map(({ path }) => prefixOf(path)));
  const others = ROUTES.filter(({ needsKey, prefix }) => !needsKey && prefix !== LOCAL && !described.has(prefix));
  const general = others.flatMap(({ prefix }) =>
    ['', '/{token}', '/{token}/{step}'].flatMap((below) => [page('GET', prefix + below), page('POST', prefix + below)]),
  );
  return [...PAGES, ...general];
}

/** How refusals of a path are worded. */
export function refusalsOf(path: string): Refusals {
  return REFUSALS[prefixOf(path)] ?? 'problem';
}

/** Whether nobody without a key may be answered there. */
export function needsKey(path: string): boolean {
  return path.startsWith('/v1/');
}
