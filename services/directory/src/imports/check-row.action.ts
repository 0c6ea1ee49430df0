import { accountKind } from '../accounts/fold-accounts.action.js';
import type { AttributeDeclaration } from '../attributes/attribute.rules.js';
import { contactKind } from '../contacts/fold-contacts.action.js';
import { type Kind, upsertProblem } from '../upserts/fold-upserts.action.js';
import type { Patch, Versioned } from '../upserts/upsert.rules.js';
import {
  type ImportFormat,
  type SourceRow,
  type Subject,
  typeProblem,
  unknownField,
  upsertFromCells,
} from './import-row.rules.js';

/** What became of a row: an upsert that may be applied, or what is wrong with it. */
export type CheckedRow =
  | { readonly row: number; readonly id: string; readonly upsert: Patch }
  | { readonly row: number; readonly field: string | null; readonly reason: string };

/** How what an import may be about is kept. */
export const KINDS: Readonly<Record<Subject, Kind<Versioned, Patch>>> = {
  account: accountKind as unknown as Kind<Versioned, Patch>,
  contact: contactKind as unknown as Kind<Versioned, Patch>,
};

/** Checks a row as a caller's upsert is checked. */
export function checkRow(
  source: SourceRow,
  subject: Subject,
  format: ImportFormat,
  declarations: ReadonlyMap<string, AttributeDeclaration>,
): CheckedRow {
  const { row } = source;
  if ('problem' in source) return { row, field: null, reason: source.problem };
  const upsert = format === 'csv' ? upsertFromCells(source.values, subject, declarations) : source.values;
  const wrong = (field: string, reason: string) => ({ row, field, reason: reason.replace(`${field} `, '') });
  const unknown = unknownField(upsert, subject);
  if (unknown !== undefined) return wrong(unknown, 'is not a known field');
  const key = `${subject}Id`;
  const id = upsert[key];
  if (id === undefined || id === null || id === '') return wrong(key, 'is missing');
  const problem = typeProblem(upsert, subject) ?? upsertProblem(KINDS[subject], upsert as Patch, declarations, true);
  return problem ? wrong(problem.field, problem.reason) : { row, id: String(id), upsert: upsert as Patch };
}
