import { createHash } from 'node:crypto';
import { momentOf } from './moment.rules.js';
import { type ResponseFilter, sortOf } from './response-filter.rules.js';

/** After which response a page begins. */
export interface Place {
  readonly responseId: string;
  /** What the list is sorted by, to the microsecond, where that is not the id. */
  readonly at?: string;
}

const SEPARATOR = ' ';
const PLACE =
  /^([\w-]{12}) ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00))?$/;

/** Equal for filters and an order that let the same list come out: SHA-256, shortened. */
function listOf(filter: ResponseFilter): string {
  const wanted = Object.entries({ ...filter, sort: sortOf(filter) })
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(wanted)).digest('base64url').slice(0, 12);
}

/** The cursor of a place in the list of a filter; base64url. */
export function cursorOf(filter: ResponseFilter, { responseId, at }: Place): string {
  const parts = [listOf(filter), responseId, ...(at === undefined ? [] : [at])];
  return Buffer.from(parts.join(SEPARATOR)).toString('base64url');
}

/** The place that a cursor stands for, or why it stands for none in the list of this filter. */
export function placeOf(filter: ResponseFilter, cursor: string): Place | { readonly problem: string } {
  const [, list, responseId, at] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const isMoment = at === undefined || momentOf(`${at.slice(0, -3).replace(SEPARATOR, 'T')}Z`) !== undefined;
  if (list === undefined || responseId === undefined || !isMoment)
    return { problem: 'is not the nextCursor of a page' };
  const isOfList = list === listOf(filter) && (at !== undefined) === (sortOf(filter) !== 'created');
  return isOfList ? { responseId, at } : { problem: 'belongs to a list with other filters or another order' };
}
