import type { FieldReader } from './field-reader.rules.js';

const MOST_PER_PAGE = 100;
const MOST_PAGES = 100_000;

/** Which page of a list is wanted, and of what time. */
export interface PageWanted {
  readonly perPage: number;
  /** The first page is 1. */
  readonly page: number;
  readonly since?: Date;
  readonly until?: Date;
}

/** Reads which page is wanted: 20 on a page where nothing is said, 100 at the most. */
export function readPage(reader: FieldReader): PageWanted {
  const perPage = reader.integer('per_page', { from: 1, to: Number.MAX_SAFE_INTEGER }) ?? 20;
  const page = reader.integer('page', { from: 1, to: MOST_PAGES }) ?? 1;
  return {
    perPage: Math.min(perPage, MOST_PER_PAGE),
    page,
    since: reader.moment('since'),
    until: endOfSecond(reader.moment('until')),
  };
}

/** A moment in whole seconds includes all of its second. */
export function endOfSecond(moment: Date | undefined): Date | undefined {
  return moment && new Date(moment.getTime() + 999);
}

/** Seconds since 1970 of a moment as a service tells it. */
export function epochOf(moment: string | Date | null | undefined): number | null {
  return moment == null ? null : Math.floor(new Date(moment).getTime() / 1000);
}

/** A query with what is given; a moment in RFC 3339. */
export function queryOf(values: Readonly<Record<string, string | number | boolean | Date | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) query.set(name, value instanceof Date ? value.toISOString() : String(value));
  }
  const text = query.toString();
  return text && `?${text}`;
}

/** The header `Link` of a page that another one follows. */
export function nextLink(address: string, query: Readonly<Record<string, unknown>>, pageInfo: string): string {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (name !== 'page_info') for (const one of [value].flat()) next.append(name, String(one));
  }
  next.set('page_info', pageInfo);
  return `<${address}?${next}>; rel="next"`;
}
