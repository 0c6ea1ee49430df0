import { type CONTACT_FIELDS, fieldValue, WrongValue } from './field-value.rules.js';
import { type Reader, type Scope, type Sources, sourceReader } from './source.rules.js';

const MAX_ID = 200;

/** A message that cannot be mapped: the field that is wrong, and why. */
export class Refused extends Error {
  constructor(
    readonly field: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

/** Values that a mapping found in a message; attributes apart. */
export type Found = Readonly<Record<string, unknown>> & FoundAttributes;

interface FoundAttributes {
  readonly attributes?: Record<string, unknown>;
}

type NamedSources = Readonly<Record<string, Sources>>;

/** Reads an id; throws Refused where it is none. */
export function idReader(field: string, sources: Sources): (scope: Scope) => string | undefined {
  const read = sourceReader(sources);
  return (scope) => {
    const id = converted(field, 'text', read(scope)) as string | undefined;
    if (id !== undefined && id.length > MAX_ID) throw new Refused(field, `must have at most ${MAX_ID} characters`);
    return id;
  };
}

/** Reads the fields of a contact or an account, and its attributes; throws Refused for a value that a field cannot have. */
export function fieldsReader(
  { fields, attributes }: { readonly fields: NamedSources; readonly attributes: NamedSources },
  kinds: typeof CONTACT_FIELDS,
): (scope: Scope) => Found {
  const readers = Object.entries(fields).map(([name, sources]) => [name, kinds[name]!, sourceReader(sources)] as const);
  const readAttributes = attributesReader(attributes);
  return (scope) => {
    const found: Record<string, unknown> = {};
    for (const [name, kind, read] of readers) {
      const value = converted(name, kind, read(scope));
      if (value !== undefined) found[name] = value;
    }
    return { ...found, ...readAttributes(scope) };
  };
}

/** Reads attributes as they are; those that are absent are left out. */
export function attributesReader(attributes: NamedSources): (scope: Scope) => FoundAttributes {
  const readers = Object.entries(attributes).map(([name, sources]) => [name, sourceReader(sources)] as const);
  return (scope) => {
    const found = readers.flatMap(([name, read]: readonly [string, Reader]) => {
      const value = read(scope);
      return value === undefined ? [] : [[name, value] as const];
    });
    return found.length === 0 ? {} : { attributes: Object.fromEntries(found) };
  };
}

function converted(field: string, kind: Parameters<typeof fieldValue>[0], given: unknown) {
  try {
    return fieldValue(kind, given);
  } catch (error) {
    throw error instanceof WrongValue ? new Refused(field, error.message) : error;
  }
}
