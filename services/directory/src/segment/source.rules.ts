type Scalar = string | number | boolean;

/**
 * Where a value is from: a path such as `traits.email`; texts joined by a space; the opposite of what is true or false;
 * or a value that is always the same.
 */
export type Source =
  | string
  | { readonly join: readonly string[] }
  | { readonly not: string }
  | { readonly value: Scalar };

/** One source, or several, of which the first that holds anything counts. */
export type Sources = Source | readonly Source[];

/** A message as paths see it: what they may begin with, by name. */
export type Scope = Readonly<Record<string, unknown>>;

/** Reads a value; what is null or empty is absent, as `undefined`. */
export type Reader = (scope: Scope) => unknown;

/** What is wrong in a mapping: where, and why. */
export interface MappingProblem {
  readonly field: string;
  readonly reason: string;
}

/** The ids of a message, which have nothing below them. */
const LEAVES: readonly string[] = ['userId', 'anonymousId', 'groupId', 'event'];
const MAX_PATH = 200;
const MAX_SOURCES = 10;

/** Makes a path a reader; only what a message itself holds is found. */
export function pathReader(path: string): Reader {
  const steps = path.split('.');
  return (scope) => {
    let value: unknown = scope;
    for (const step of steps) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
      value = (value as Record<string, unknown>)[step];
    }
    return value === null || value === '' ? undefined : value;
  };
}

/** Makes sources a reader. */
export function sourceReader(sources: Sources): Reader {
  const readers = (Array.isArray(sources) ? sources : [sources]).map(singleReader);
  if (readers.length === 1) return readers[0]!;
  return (scope) => {
    for (const read of readers) {
      const value = read(scope);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

function singleReader(source: Source): Reader {
  if (typeof source === 'string') return pathReader(source);
  if ('value' in source) return () => source.value;
  if ('not' in source) {
    const read = pathReader(source.not);
    return (scope) => opposite(read(scope));
  }
  const parts = source.join.map(pathReader);
  return (scope) => {
    const texts = parts
      .map((read) => read(scope))
      .filter((part) => typeof part === 'string' || typeof part === 'number');
    return texts.length === 0 ? undefined : texts.join(' ');
  };
}

/** What is neither true nor false stays as it is, to be refused by the field. */
function opposite(value: unknown): unknown {
  if (value === true || value === 'true') return false;
  return value === false || value === 'false' ? true : value;
}

/**
 * What is wrong with a source or a list of them.
 * @param field where it stands
 * @param roots what its paths may begin with
 */
export function sourceProblems(sources: unknown, field: string, roots: readonly string[]): MappingProblem[] {
  if (!Array.isArray(sources)) return singleProblems(sources, field, roots);
  if (sources.length === 0 || sources.length > MAX_SOURCES)
    return [{ field, reason: `must have 1 to ${MAX_SOURCES} sources` }];
  return sources.flatMap((source, index) => singleProblems(source, `${field}[${index}]`, roots));
}

function singleProblems(source: unknown, field: string, roots: readonly string[]): MappingProblem[] {
  if (typeof source === 'string') return pathProblems(source, field, roots);
  const [name, ...more] = typeof source === 'object' && source !== null ? Object.keys(source) : [];
  const inner = (source as Record<string, unknown>)?.[name!];
  if (name === 'join' && more.length === 0 && Array.isArray(inner) && inner.length > 0 && inner.length <= MAX_SOURCES)
    return inner.flatMap((path, index) => pathProblems(path, `${field}.join[${index}]`, roots));
  if (name === 'not' && more.length === 0) return pathProblems(inner, `${field}.not`, roots);
  if (name === 'value' && more.length === 0 && ['string', 'number', 'boolean'].includes(typeof inner)) return [];
  return [{ field, reason: 'must be a path, {"join": [paths]}, {"not": path} or {"value": text, number or boolean}' }];
}

/** What is wrong with a path, or nothing. */
export function pathProblems(path: unknown, field: string, roots: readonly string[]): MappingProblem[] {
  if (typeof path !== 'string') return [{ field, reason: 'must be a path, such as traits.email' }];
  if (path.length > MAX_PATH) return [{ field, reason: `must have at most ${MAX_PATH} characters` }];
  const [root, ...steps] = path.split('.');
  if (!roots.includes(root!)) return [{ field, reason: `${path} must begin with one of ${roots.join(', ')}` }];
  if (LEAVES.includes(root!) && steps.length > 0) return [{ field, reason: `${path}: ${root} has nothing below it` }];
  if (!LEAVES.includes(root!) && steps.length === 0)
    return [{ field, reason: `${path} must name something below ${root}, such as ${root}.name` }];
  return steps.includes('') ? [{ field, reason: `${path} has an empty step` }] : [];
}
