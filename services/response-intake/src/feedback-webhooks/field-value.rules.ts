import { firstAt } from './json-path.rules.js';
import type { Constant, FieldSource, MappedField } from './webhook.rules.js';

/** A field whose value cannot be made of a delivery. */
export interface UnfilledField {
  readonly reason: string;
}

/** What a field is filled from. */
export interface FilledFrom {
  readonly item: unknown;
  /** The first value that a path finds in the whole delivery. */
  readonly atDelivery: (path: string) => unknown;
  /** Whether the field has to have a value. */
  readonly needed: boolean;
}

/** What a field's source gives: a value, nothing, or why not. */
export type Filled = { readonly value: unknown } | UnfilledField | undefined;

const SECOND_MS = 1_000;
/** The year 9999: what is beyond is no moment that anybody means. */
const LAST_MS = 253_402_300_799_999;

/**
 * The value of a field, in the form that a feedback item needs it; whether it is a good one is for the item's own rules.
 */
export function fieldValue(
  field: MappedField | 'rating',
  source: FieldSource,
  { item, atDelivery, needed }: FilledFrom,
): Filled {
  if (typeof source === 'object' && 'constant' in source) return { value: source.constant };
  const { path, of, format, values, otherwise } = typeof source === 'string' ? plain(source) : source;
  const found = of === 'delivery' ? atDelivery(path) : firstAt(path, item);
  if (found === undefined || found === '') {
    if (otherwise !== undefined) return { value: otherwise };
    return needed ? { reason: `is missing: the path ${path} found nothing` } : undefined;
  }
  if (values) return namedValue(values, found, otherwise, path);
  if (field === 'writtenAt' || field === 'updatedAt') return momentOf(found, format, path);
  if (field === 'rating') return numberOf(found, path);
  if (field === 'deleted') return truthOf(found, path);
  return textOf(found, path);
}

type Sourced = Extract<FieldSource, { readonly path: string }>;

function plain(path: string): Sourced {
  return { path };
}

function namedValue(
  values: Readonly<Record<string, Constant>>,
  found: unknown,
  otherwise: Constant | undefined,
  path: string,
): Filled {
  const name = String(found);
  const value = Object.hasOwn(values, name) ? values[name] : otherwise;
  return value === undefined ? { reason: `has no value for what the path ${path} found` } : { value };
}

function momentOf(found: unknown, format: Sourced['format'], path: string): Filled {
  if (format === undefined || format === 'rfc3339') return { value: found };
  const number = Number(found);
  const time = format === 'epoch_s' ? number * SECOND_MS : number;
  const fits = ['string', 'number'].includes(typeof found) && time >= 0 && time <= LAST_MS;
  return fits ? { value: new Date(time).toISOString() } : { reason: `is no ${format} where the path ${path} found it` };
}

function numberOf(found: unknown, path: string): Filled {
  const number = typeof found === 'string' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number)
    ? { value: number }
    : { reason: `is no number where the path ${path} found it` };
}

function truthOf(found: unknown, path: string): Filled {
  const truth = ({ true: true, false: false } as Record<string, boolean>)[String(found)];
  return truth === undefined
    ? { reason: `is neither true nor false where the path ${path} found it` }
    : { value: truth };
}

function textOf(found: unknown, path: string): Filled {
  if (typeof found === 'object') return { reason: `is no text where the path ${path} found it` };
  return { value: String(found) };
}
