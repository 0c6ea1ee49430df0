import { type Cause, type Columns, rowSet, type Transaction } from '#messaging';
import { type AttributeDeclaration, attributeProblem } from '../attributes/attribute.rules.js';
import { applyUpsert, type Patch, textProblem, type UpsertProblem, type Versioned } from './upsert.rules.js';

/** A partial upsert with what led to it. */
export interface Change<Upsert> extends Cause {
  readonly data: Upsert;
}

/** How a chunk of upserts is taken. */
export interface Folding<C> {
  readonly now: Date;
  /** Where the upserts are from, such as `crm`: noted with consent that names no source of its own. */
  readonly origin: string;
  /** What becomes of an attribute that nobody declared. */
  readonly undeclared: 'kept' | 'refused';
  /** What becomes of an upsert of an erased contact: it is refused, unless it is to be dropped and counted. */
  readonly erased?: 'dropped';
  /** Called for an upsert that breaks a rule; the others are still applied, unless it throws. */
  refuse(change: C, problem: UpsertProblem): void;
}

/** What is upserted, and how it is kept and published. */
export interface Kind<State extends Versioned, Upsert extends Patch> {
  /** What attributes are declared for. */
  readonly subject: 'account' | 'contact';
  readonly table: string;
  /** The table's columns, the key first; a column `owner_csm` is the state's `ownerCsm`. */
  readonly columns: Columns<State>;
  idOf(upsert: Upsert): string;
  /** The state of which nothing is known yet. */
  empty(id: string, now: Date): State;
  /** What is wrong with an upsert beyond its form, or nothing. */
  problem(upsert: Upsert): UpsertProblem | undefined;
  /** Looks up once per chunk what turning upserts into changes of fields needs; the upsert as it is when absent. */
  patches?(
    changes: readonly Change<Upsert>[],
    transaction: Transaction,
    folding: Pick<Folding<unknown>, 'now' | 'origin'>,
  ): Promise<(before: State, upsert: Upsert) => Patch>;
  /** Publishes the whole state. */
  announce(transaction: Transaction, state: State, cause: Cause): void;
}

/** Applies a chunk of upserts; returns the state after it of each one that was not refused, by the id it was sent for. */
export type FoldUpserts<State, Upsert> = <C extends Change<Upsert>>(
  changes: readonly C[],
  transaction: Transaction,
  folding: Folding<C>,
) => Promise<Map<string, State>>;

/** Folds partial upserts into what is kept, and publishes each state that changed whole, once per chunk. */
export function foldUpserts<State extends Versioned, Upsert extends Patch>(
  kind: Kind<State, Upsert>,
): FoldUpserts<State, Upsert> {
  const { columns, idOf } = kind;
  const keyProperty = camelCase(Object.keys(columns)[0]!) as keyof State & string;
  const write = writerOf(kind);

  return async (changes, transaction, folding) => {
    const [patchOf, { known, survivorOf }, declarations] = await Promise.all([
      kind.patches?.(changes, transaction, folding),
      lockStates(kind, [...new Set(changes.map(({ data }) => idOf(data)))], transaction),
      changes.some(({ data }) => data.attributes) ? declarationsOf(kind.subject, transaction) : NONE_DECLARED,
    ]);
    const changed = new Map<string, { state: State; cause: Cause }>();
    const after = new Map<string, State>();
    for (const change of changes) {
      const { data } = change;
      const problem = upsertProblem(kind, data, declarations, folding.undeclared === 'refused');
      if (problem) {
        folding.refuse(change, problem);
        continue;
      }
      const id = survivorOf(idOf(data));
      const before = known.get(id) ?? kind.empty(id, folding.now);
      const patch = patchOf?.(before, data) ?? data;
      const state = applyUpsert(before, { ...patch, [keyProperty]: id }, folding.now);
      known.set(id, state);
      after.set(idOf(data), state);
      if (state !== before) changed.set(id, { state, cause: change });
    }
    if (changed.size === 0) return after;
    const states = [...changed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { state }]) => state);
    await write(transaction, states);
    for (const { state, cause } of changed.values()) kind.announce(transaction, state, cause);
    return after;
  };
}

/** What writes states as they are; in the order of the keys, where they share rows with others. */
export function writerOf<State extends Versioned, Upsert extends Patch>({ table, columns }: Kind<State, Upsert>) {
  const [key, ...rest] = Object.keys(columns) as [string, ...string[]];
  const { names, arrays, values } = rowSet(columns);
  const sql = `
    INSERT INTO ${table} (${names}) SELECT * FROM unnest(${arrays})
    ON CONFLICT (${key}) DO UPDATE SET ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  return (transaction: Transaction, states: readonly State[]) => transaction.query(sql, values(states));
}

/** The rows of some ids, locked; an id that was merged away leads to its survivor. */
export async function lockStates<State extends Versioned, Upsert extends Patch>(
  { table, columns }: Kind<State, Upsert>,
  ids: readonly string[],
  transaction: Transaction,
): Promise<{ known: Map<string, State>; survivorOf: (id: string) => string }> {
  const names = Object.keys(columns);
  const key = names[0]!;
  // In the order of the keys, so that chunks that share rows cannot wait for each other in a circle.
  const read = `
    SELECT ${names.map((name) => `${name}${columns[name]![0] === 'date' ? '::text' : ''} AS "${camelCase(name)}"`).join(', ')},
           merged_into AS "mergedInto"
    FROM ${table} WHERE ${key} = ANY ($1::text[]) ORDER BY ${key} FOR UPDATE`;
  const known = new Map<string, State>();
  const survivors = new Map<string, string>();
  for (let wanted = [...ids]; wanted.length > 0; ) {
    const rows = await transaction.query<State & { mergedInto: string | null }>(read, [wanted]);
    const next = new Set<string>();
    for (const { mergedInto, ...row } of rows) {
      const id = (row as unknown as Record<string, string>)[camelCase(key)]!;
      known.set(id, row as unknown as State);
      if (mergedInto === null) continue;
      survivors.set(id, mergedInto);
      if (!known.has(mergedInto)) next.add(mergedInto);
    }
    wanted = [...next].filter((id) => !known.has(id));
  }
  const survivorOf = (id: string): string => (survivors.has(id) ? survivorOf(survivors.get(id)!) : id);
  return { known, survivorOf };
}

const NONE_DECLARED: ReadonlyMap<string, AttributeDeclaration> = new Map();

/** What is declared of the attributes of accounts or contacts, by name. */
export async function declarationsOf(
  subject: string,
  transaction: Transaction,
): Promise<ReadonlyMap<string, AttributeDeclaration>> {
  const rows = await transaction.query<AttributeDeclaration & { name: string }>(
    'SELECT name, type, allowed FROM attribute_declarations WHERE subject = $1',
    [subject],
  );
  return new Map(rows.map((row) => [row.name, row]));
}

/** What is wrong with an upsert, or nothing. */
export function upsertProblem<State extends Versioned, Upsert extends Patch>(
  kind: Kind<State, Upsert>,
  upsert: Upsert,
  declarations: ReadonlyMap<string, AttributeDeclaration>,
  strict: boolean,
): UpsertProblem | undefined {
  return textProblem(upsert) ?? kind.problem(upsert) ?? attributeProblem(upsert.attributes, declarations, strict);
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
