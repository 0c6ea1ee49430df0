import { type MappingProblem, sourceProblems } from './source.rules.js';

const MAX_ENTRIES = 100;

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** What is wrong with sources by name, such as those of a contact's fields. */
export function namedSources(
  sources: unknown,
  place: string,
  roots: readonly string[],
  nameProblem: (name: string) => string | undefined,
): MappingProblem[] {
  if (sources === undefined) return [];
  if (!isObject(sources)) return [{ field: place, reason: 'must be an object' }];
  const names = Object.keys(sources);
  if (names.length > MAX_ENTRIES) return [{ field: place, reason: `must have at most ${MAX_ENTRIES} entries` }];
  return names.flatMap((name) => {
    const reason = nameProblem(name);
    return reason ? [{ field: `${place}.${name}`, reason }] : sourceProblems(sources[name], `${place}.${name}`, roots);
  });
}

/** The fields of an object that are none of those that are known. */
export function unknownFields(object: Json, place: string, known: readonly string[]): MappingProblem[] {
  return Object.keys(object)
    .filter((name) => !known.includes(name))
    .map((name) => ({ field: `${place}.${name}`, reason: 'is not a known field' }));
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
