import { rowSet, type Transaction } from '#messaging';
import { type ImportStep, PHASES } from './import-step.rules.js';
import type { RefusedRow } from './response-import.rules.js';

const staged = rowSet<ImportStep>({
  phase: ['smallint', (it) => it.phase],
  ref: ['text', (it) => it.ref],
  row_number: ['int', (it) => it.row],
  data: ['jsonb', (it) => it.data],
});
const refused = rowSet<RefusedRow>({
  row_number: ['int', (it) => it.row],
  field: ['text', (it) => it.field],
  reason: ['text', (it) => it.reason],
});

/**
 * Keeps steps of a file, each once: what further rows say of a person completes and replaces what earlier ones said.
 * @returns the rows whose response an earlier row has already, and how many steps are new
 */
export async function stageSteps(
  transaction: Transaction,
  importId: string,
  steps: readonly ImportStep[],
): Promise<{ repeated: RefusedRow[]; added: number }> {
  const added = await transaction.query<{ phase: number; ref: string; isNew: boolean; row: number }>(
    `INSERT INTO response_import_rows AS known (${staged.names}, import_id)
     SELECT *, $${staged.next}::uuid FROM unnest(${staged.arrays})
     ON CONFLICT (import_id, phase, ref) DO UPDATE SET data = known.data || excluded.data
       || CASE WHEN known.data ? 'attributes' AND excluded.data ? 'attributes'
          THEN jsonb_build_object('attributes', (known.data -> 'attributes') || (excluded.data -> 'attributes'))
          ELSE '{}' END
     WHERE known.phase = ${PHASES.people}
     RETURNING phase, ref, row_number AS row, xmax = 0 AS "isNew"`,
    [...staged.values(mergedPeople(steps)), importId],
  );
  const kept = new Set(added.flatMap(({ phase, row }) => (phase === PHASES.responses ? row : [])));
  const repeated = steps
    .filter(({ phase, row }) => phase === PHASES.responses && !kept.has(row))
    .map(({ row }) => ({ row, field: 'externalId', reason: 'is that of an earlier row as well' }));
  return { repeated, added: added.filter(({ isNew }) => isNew).length };
}

/** One statement cannot touch a row twice: what a chunk says of one person, response or opt-out is one step. */
function mergedPeople(steps: readonly ImportStep[]): ImportStep[] {
  const byRef = new Map<string, ImportStep>();
  for (const step of steps) {
    const key = `${step.phase} ${step.ref}`;
    const before = byRef.get(key);
    if (!before) byRef.set(key, step);
    else if (step.phase === PHASES.people) byRef.set(key, { ...before, data: merged(before.data, step.data) });
  }
  return [...byRef.values()];
}

function merged(before: ImportStep['data'], after: ImportStep['data']): ImportStep['data'] {
  const attributes = { ...attributesOf(before), ...attributesOf(after) };
  return { ...before, ...after, ...(Object.keys(attributes).length > 0 && { attributes }) };
}

const attributesOf = (data: ImportStep['data']) => ('attributes' in data ? data.attributes : {});

/** Keeps what is wrong with rows of an import, of each row the first thing; returns how many rows that are more. */
export async function noteRefused(
  transaction: Transaction,
  importId: string,
  errors: readonly RefusedRow[],
): Promise<number> {
  if (errors.length === 0) return 0;
  const rows = await transaction.query(
    `INSERT INTO response_import_errors (${refused.names}, import_id)
     SELECT *, $${refused.next}::uuid FROM unnest(${refused.arrays}) ON CONFLICT DO NOTHING RETURNING row_number`,
    [...refused.values(errors), importId],
  );
  return rows.length;
}

/** Which of these ids of people the file itself tells of: a dry run keeps none of them. */
export async function stagedPeople(
  transaction: Transaction,
  importId: string,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await transaction.query<{ personId: string }>(
    `SELECT data ->> 'personId' AS "personId" FROM response_import_rows
     WHERE import_id = $1 AND phase < ${PHASES.responses} AND data ->> 'personId' = ANY ($2::text[])`,
    [importId, personIds],
  );
  return new Set(rows.map(({ personId }) => personId));
}
