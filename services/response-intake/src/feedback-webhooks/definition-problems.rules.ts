import { FEEDBACK_KINDS } from '../feedback/feedback-item.rules.js';
import { pathProblem } from './json-path.rules.js';
import { type MappedProblem } from './map-delivery.rules.js';
import { signatureProblems } from './signature-problems.rules.js';
import { MAPPED_FIELDS, MOMENT_FORMATS, MOST, NEEDED_FIELDS, RATING_PARTS } from './webhook.rules.js';

type Json = Readonly<Record<string, unknown>>;

const LONGEST_SOURCE = 200;
const LONGEST_CONSTANT = 500;

/** Everything that is wrong with a webhook's definition, by place. */
export function definitionProblems(definition: unknown): MappedProblem[] {
  if (!isObject(definition)) return [wrong('body', 'must be a JSON object')];
  const problems = shapeProblems(definition);
  if (problems.length > 0 || isWellFormed(definition)) return problems;
  return [wrong('body', 'must not hold half of a character')];
}

function shapeProblems(definition: Json): MappedProblem[] {
  const { source, kind, mapping, signature } = definition;
  const isName = typeof source === 'string' && source.trim() !== '' && source.length <= LONGEST_SOURCE;
  return [
    ...unknownFields(definition, '', ['source', 'kind', 'mapping', 'signature']),
    ...(isName ? [] : [wrong('source', `must be text of 1 to ${LONGEST_SOURCE} characters`)]),
    ...((FEEDBACK_KINDS as readonly unknown[]).includes(kind)
      ? []
      : [wrong('kind', `must be one of ${FEEDBACK_KINDS.join(', ')}`)]),
    ...mappingProblems(mapping),
    ...signatureProblems(signature),
  ];
}

/** Everything that is wrong with how a delivery becomes feedback items, by place. */
export function mappingProblems(mapping: unknown): MappedProblem[] {
  if (!isObject(mapping)) return [wrong('mapping', 'must be an object')];
  const { when, items, fields } = mapping;
  return [
    ...unknownFields(mapping, 'mapping.', ['when', 'items', 'fields']),
    ...pathProblems(when, 'mapping.when', 1),
    // Parts that hold each other would be read again and again.
    ...pathProblems(items, 'mapping.items', 0),
    ...fieldsProblems(fields),
  ];
}

function fieldsProblems(fields: unknown): MappedProblem[] {
  const place = 'mapping.fields';
  if (!isObject(fields)) return [wrong(place, 'must be an object')];
  const { rating, ...others } = fields;
  return [
    ...unknownFields(others, `${place}.`, MAPPED_FIELDS),
    ...NEEDED_FIELDS.filter((field) => others[field] === undefined).map((field) =>
      wrong(`${place}.${field}`, 'is missing'),
    ),
    ...MAPPED_FIELDS.flatMap((field) => sourceProblems(others[field], `${place}.${field}`)),
    ...(rating === undefined ? [] : ratingProblems(rating, `${place}.rating`)),
  ];
}

function ratingProblems(rating: unknown, place: string): MappedProblem[] {
  if (!isObject(rating)) return [wrong(place, 'must be {value, lowest, highest}')];
  return [
    ...unknownFields(rating, `${place}.`, RATING_PARTS),
    ...RATING_PARTS.flatMap((part) =>
      rating[part] === undefined
        ? [wrong(`${place}.${part}`, 'is missing')]
        : sourceProblems(rating[part], `${place}.${part}`),
    ),
  ];
}

function sourceProblems(source: unknown, place: string): MappedProblem[] {
  if (source === undefined) return [];
  if (typeof source === 'string') return pathProblems(source, place, 1);
  if (!isObject(source)) return [wrong(place, 'must be a path, {path, …} or {constant}')];
  if ('constant' in source)
    return [
      ...unknownFields(source, `${place}.`, ['constant']),
      ...constantProblems(source.constant, `${place}.constant`),
    ];
  const { path, of, format, values, otherwise } = source;
  const formats: readonly unknown[] = MOMENT_FORMATS;
  return [
    ...unknownFields(source, `${place}.`, ['path', 'of', 'format', 'values', 'otherwise']),
    ...(path === undefined ? [wrong(`${place}.path`, 'is missing')] : pathProblems(path, `${place}.path`, 1)),
    ...(of === undefined || of === 'delivery' ? [] : [wrong(`${place}.of`, 'must be "delivery" where it is given')]),
    ...(format === undefined || formats.includes(format)
      ? []
      : [wrong(`${place}.format`, `must be one of ${MOMENT_FORMATS.join(', ')}`)]),
    ...(values === undefined ? [] : valuesProblems(values, `${place}.values`)),
    ...(otherwise === undefined ? [] : constantProblems(otherwise, `${place}.otherwise`)),
  ];
}

function valuesProblems(values: unknown, place: string): MappedProblem[] {
  if (!isObject(values) || Object.keys(values).length > MOST.values)
    return [wrong(place, `must be an object with at most ${MOST.values} values`)];
  return Object.entries(values).flatMap(([name, value]) => constantProblems(value, `${place}.${name}`));
}

function constantProblems(value: unknown, place: string): MappedProblem[] {
  const fits =
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value)) ||
    (typeof value === 'string' && value.length <= LONGEST_CONSTANT);
  return fits ? [] : [wrong(place, `must be true, false, a number, or text of at most ${LONGEST_CONSTANT} characters`)];
}

function pathProblems(path: unknown, place: string, descents: number): MappedProblem[] {
  const reason = path === undefined ? undefined : pathProblem(path, descents);
  return reason === undefined ? [] : [wrong(place, reason)];
}

function unknownFields(object: Json, before: string, known: readonly string[]): MappedProblem[] {
  const others = Object.keys(object).filter((name) => !known.includes(name));
  return others.map((name) => wrong(`${before}${name}`, 'is not a known field'));
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (!isObject(value)) return true;
  return Object.entries(value).every(([name, part]) => name.isWellFormed() && isWellFormed(part));
}

function wrong(field: string, reason: string): MappedProblem {
  return { field, reason };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
