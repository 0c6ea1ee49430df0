import { type AttributeDeclaration, readAttribute } from '../attributes/attribute.rules.js';

/** What a file may be about. */
export type Subject = 'account' | 'contact';

/** How a file is written. */
export type ImportFormat = 'csv' | 'ndjson';

/** How a file of each media type is written. */
export const FORMATS = { 'text/csv': 'csv', 'application/x-ndjson': 'ndjson' } as const;

/** The media types of files. */
export const FILE_TYPES = Object.keys(FORMATS) as (keyof typeof FORMATS)[];

/** A row of a file as it was read: its values, or what kept it from being read. The header of a CSV file is row 1. */
export type SourceRow =
  | { readonly row: number; readonly values: Readonly<Record<string, unknown>> }
  | { readonly row: number; readonly problem: string };

type CellType = 'text' | 'number' | 'boolean';

const FIELDS: Readonly<Record<Subject, Readonly<Record<string, CellType>>>> = {
  account: {
    accountId: 'text',
    name: 'text',
    arr: 'number',
    segment: 'text',
    region: 'text',
    renewalDate: 'text',
    ownerCsm: 'text',
    lifecycle: 'text',
  },
  contact: {
    contactId: 'text',
    accountId: 'text',
    email: 'text',
    phone: 'text',
    name: 'text',
    locale: 'text',
    timeZone: 'text',
    role: 'text',
    emailConsent: 'boolean',
    smsConsent: 'boolean',
    inAppConsent: 'boolean',
    consentSource: 'text',
  },
};

const ATTRIBUTE = 'attributes.';

/** What is wrong with the header of a CSV file, or nothing: columns are fields, or `attributes.` and a name. */
export function headerProblem(
  header: readonly string[],
  subject: Subject,
): { field: string; reason: string } | undefined {
  const known = FIELDS[subject];
  const key = `${subject}Id`;
  if (!header.includes(key)) return { field: key, reason: 'is not among the columns' };
  for (const [index, column] of header.entries()) {
    if (header.indexOf(column) < index) return { field: column, reason: 'is a column twice' };
    if (Object.hasOwn(known, column) || (column.startsWith(ATTRIBUTE) && column.length > ATTRIBUTE.length)) continue;
    return { field: column || `column ${index + 1}`, reason: `is not a column of ${subject}s` };
  }
  return undefined;
}

/** An upsert from the cells of a CSV row: an empty cell is absent; a cell that is not of its type stays text. */
export function upsertFromCells(
  cells: Readonly<Record<string, unknown>>,
  subject: Subject,
  declarations: ReadonlyMap<string, AttributeDeclaration>,
): Record<string, unknown> {
  const upsert: Record<string, unknown> = {};
  const attributes: Record<string, unknown> = {};
  for (const [column, cell] of Object.entries(cells)) {
    const text = String(cell).trim();
    if (text === '') continue;
    const name = column.startsWith(ATTRIBUTE) ? column.slice(ATTRIBUTE.length) : undefined;
    if (name !== undefined) attributes[name] = readAttribute(text, declarations.get(name));
    else upsert[column] = readAttribute(text, { type: FIELDS[subject][column] ?? 'text', allowed: null });
  }
  return Object.keys(attributes).length > 0 ? { ...upsert, attributes } : upsert;
}

/** The first field of a row that nobody knows, or nothing. */
export function unknownField(values: Readonly<Record<string, unknown>>, subject: Subject): string | undefined {
  return Object.keys(values).find((name) => name !== 'attributes' && !Object.hasOwn(FIELDS[subject], name));
}

/** The type of a value where it is not what its field holds, in words; nothing where it is, or is null. */
export function typeProblem(values: Readonly<Record<string, unknown>>, subject: Subject) {
  for (const [field, value] of Object.entries(values)) {
    const type = FIELDS[subject][field];
    if (value === null || !type || typeof value === (type === 'text' ? 'string' : type)) continue;
    const expected = { text: 'text', number: 'a number', boolean: 'true or false' }[type];
    return { field, reason: `${field} must be ${expected}` };
  }
  const { attributes } = values;
  if (attributes === undefined || (typeof attributes === 'object' && attributes && !Array.isArray(attributes)))
    return undefined;
  return { field: 'attributes', reason: 'attributes must be an object' };
}
