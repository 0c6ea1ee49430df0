/**
 * What a partial upsert may hold: an absent field keeps its value, null clears it; `attributes` are merged one by one, and one
 * that is null is removed. In events from Kafka a field that is null is absent already.
 */
export type Patch = Readonly<Record<string, unknown>> & { readonly attributes?: Readonly<Record<string, unknown>> };

/** What is wrong with an upsert: the field, and the reason in words. */
export interface UpsertProblem {
  readonly field: string;
  readonly reason: string;
  /** Set where the only thing wrong is that the contact was erased. */
  readonly isGone?: true;
}

/** A row that partial upserts change. */
export interface Versioned {
  version: number;
  attributes: Record<string, unknown>;
  updatedAt: Date;
}

const MAX_ID = 200;
const MAX_TEXT = 500;

/** Applies a partial upsert; returns the same object when nothing changed, and the next version otherwise. */
export function applyUpsert<S extends Versioned>(state: S, patch: Patch, now: Date): S {
  const { attributes, ...fields } = patch;
  const changed = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && state[name as keyof S] !== value,
  );
  const merged = mergeAttributes(state.attributes, attributes);
  const sameAttributes = JSON.stringify(merged) === JSON.stringify(state.attributes);
  if (changed.length === 0 && sameAttributes && state.version > 0) return state;
  return { ...state, ...Object.fromEntries(changed), attributes: merged, version: state.version + 1, updatedAt: now };
}

function mergeAttributes(known: Record<string, unknown>, given: Patch['attributes']): Record<string, unknown> {
  if (!given) return known;
  return Object.fromEntries(Object.entries({ ...known, ...given }).filter(([, value]) => value !== null));
}

/** What is wrong with the texts of an upsert: ids have at most 200 characters, other texts 500; nothing where all fit. */
export function textProblem(upsert: Readonly<Record<string, unknown>>): UpsertProblem | undefined {
  for (const [field, value] of Object.entries(upsert)) {
    if (typeof value !== 'string') continue;
    const limit = field.endsWith('Id') ? MAX_ID : MAX_TEXT;
    if (value.length > limit) return { field, reason: `${field} must have at most ${limit} characters` };
    if (value.includes('\0')) return { field, reason: `${field} must not hold the character U+0000` };
    // CRMs send fields that are empty; an id that is empty is nobody's.
    if (field.endsWith('Id') && value.trim() === '') return { field, reason: `${field} must not be empty` };
  }
  return undefined;
}

/** What is wrong with an upsert that clears a field which always has a value, or nothing. */
export function clearingProblem(
  upsert: Readonly<Record<string, unknown>>,
  always: readonly string[],
): UpsertProblem | undefined {
  const field = always.find((name) => upsert[name] === null);
  return field === undefined ? undefined : { field, reason: `${field} cannot be cleared` };
}
