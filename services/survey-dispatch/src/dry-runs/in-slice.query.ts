import type { Slice } from './slices.rules.js';

/**
 * SQL: whether a row with a contact and an account is in a slice. The slice is the statement's parameters from a number on:
 * groups, count, index.
 */
export function inSlice({ byAccount }: Slice, alias: string, parameter: number): string {
  const own = `coalesce(${alias}.account_id, ${alias}.contact_id)`;
  const key = byAccount ? `coalesce($${parameter}::jsonb ->> ${own}, ${own})` : `${alias}.contact_id`;
  // The parameter is named in both forms: Postgres wants to know the type of each.
  return `($${parameter}::jsonb IS NOT NULL AND
    (hashtext(${key} COLLATE "C") & 2147483647) % $${parameter + 1}::int = $${parameter + 2}::int)`;
}

/** The parameters of `inSlice`. */
export function sliceParameters({ groups, of, index }: Slice): unknown[] {
  return [JSON.stringify(groups), of, index];
}
