import { type FilledFrom, fieldValue } from './field-value.rules.js';
import { allAt, firstAt, hasMoreThan } from './json-path.rules.js';
import {
  type FieldSource,
  MAPPED_FIELDS,
  MOST,
  NEEDED_FIELDS,
  RATING_PARTS,
  type WebhookDefinition,
} from './webhook.rules.js';

/** What is wrong with a field. */
export interface MappedProblem {
  readonly field: string;
  readonly reason: string;
}

/** An item of a delivery as it would be sent over REST, and what could not be filled in. */
export interface MappedItem {
  readonly given: Readonly<Record<string, unknown>>;
  readonly problems: readonly MappedProblem[];
}

/** What a delivery holds: items, nothing for us, or not what the mapping expects. */
export type MappedDelivery =
  | { readonly items: readonly MappedItem[]; readonly problem?: undefined }
  | { readonly items?: undefined; readonly problem?: MappedProblem };

/** Makes feedback items of a delivery. */
export function mapDelivery(delivery: unknown, definition: Omit<WebhookDefinition, 'signature'>): MappedDelivery {
  const { mapping } = definition;
  // Paths are read in proportion to what is there, and all that is under way waits for them.
  if (hasMoreThan(MOST.inDelivery, delivery)) return { problem: tooMany('body', `${MOST.inDelivery} values`) };
  const atDelivery = rememberedOf(delivery);
  if (mapping.when !== undefined && allAt(mapping.when, delivery, 1).length === 0) return {};
  if (mapping.items === undefined) return { items: [mapItem(delivery, atDelivery, definition)] };
  const items = allAt(mapping.items, delivery, MOST.items + 1);
  if (items.length === 0) return { problem: { field: 'items', reason: `the path ${mapping.items} found nothing` } };
  if (items.length > MOST.items) return { problem: tooMany('items', `${MOST.items} items`) };
  // A path may name a part twice.
  return { items: [...new Set(items)].map((item) => mapItem(item, atDelivery, definition)) };
}

function mapItem(
  item: unknown,
  atDelivery: FilledFrom['atDelivery'],
  { source, kind, mapping: { fields } }: Omit<WebhookDefinition, 'signature'>,
): MappedItem {
  const problems: MappedProblem[] = [];
  const given: Record<string, unknown> = { source, kind };
  const fill = (field: (typeof MAPPED_FIELDS)[number] | 'rating', from: FieldSource | undefined, needed: boolean) => {
    const filled = from === undefined ? undefined : fieldValue(field, from, { item, atDelivery, needed });
    if (filled === undefined) return undefined;
    if ('value' in filled) return filled.value;
    problems.push({ field, reason: filled.reason });
    return undefined;
  };
  const deleted = fill('deleted', fields.deleted, false);
  for (const field of MAPPED_FIELDS) {
    if (field === 'deleted') continue;
    const needed = NEEDED_FIELDS.includes(field) && !(field === 'text' && deleted === true);
    const value = fill(field, fields[field], needed);
    if (value !== undefined) given[field] = value;
  }
  if (deleted !== undefined) given.deleted = deleted;
  // An item without a rating has none, however its scale is known.
  const rating = fields.rating;
  const value = fill('rating', rating?.value, false);
  if (rating && value !== undefined) {
    const [, lowest, highest] = RATING_PARTS.map((part) =>
      part === 'value' ? value : fill('rating', rating[part], true),
    );
    if (lowest !== undefined && highest !== undefined) given.rating = { value, lowest, highest };
  }
  return { given, problems };
}

function tooMany(field: string, most: string): MappedProblem {
  return { field, reason: `holds more than ${most}` };
}

/** Reads the whole delivery once for each path, however many items it holds. */
function rememberedOf(delivery: unknown): FilledFrom['atDelivery'] {
  const found = new Map<string, unknown>();
  return (path) => {
    if (!found.has(path)) found.set(path, firstAt(path, delivery));
    return found.get(path);
  };
}
