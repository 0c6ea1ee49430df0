/** What a partial upsert may hold: absent and null fields keep their value, `attributes` are merged one by one. */
export type Patch = Readonly<Record<string, unknown>> & { readonly attributes?: Readonly<Record<string, unknown>> };

/** A row that partial upserts change. */
export interface Versioned {
  version: number;
  attributes: Record<string, unknown>;
  updatedAt: Date;
}

/** Applies a partial upsert; returns the same object when nothing changed, and the next version otherwise. */
export function applyUpsert<S extends Versioned>(state: S, patch: Patch, now: Date): S {
  const { attributes, ...fields } = patch;
  const changed = Object.entries(fields).filter(([name, value]) => value != null && state[name as keyof S] !== value);
  const merged = { ...state.attributes, ...attributes };
  const sameAttributes = JSON.stringify(merged) === JSON.stringify(state.attributes);
  if (changed.length === 0 && sameAttributes && state.version > 0) return state;
  return { ...state, ...Object.fromEntries(changed), attributes: merged, version: state.version + 1, updatedAt: now };
}
