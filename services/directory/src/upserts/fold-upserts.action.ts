import {
  type Cause,
  type Columns,
  type ConsumeTransaction,
  type IncomingEvent,
  rowSet,
  type Transaction,
} from '#messaging';
import { applyUpsert, type Patch, type Versioned } from './upsert.rules.js';

/** What the CRM upserts, and how it is kept and published. */
export interface Kind<State extends Versioned, Upsert extends Patch> {
  readonly table: string;
  /** The table's columns, the key first; a column `owner_csm` is the state's `ownerCsm`. */
  readonly columns: Columns<State>;
  idOf(upsert: Upsert): string;
  /** The state of which nothing is known yet. */
  empty(id: string, now: Date): State;
  /** What is wrong with an upsert beyond its form, or nothing. */
  problem(upsert: Upsert): { readonly field: string; readonly reason: string } | undefined;
  /** Publishes the whole state. */
  announce(transaction: Transaction, state: State, cause: Cause): void;
}

/** Folds partial upserts into what is kept, and publishes each state that changed whole, once per chunk. */
export function foldUpserts<State extends Versioned, Upsert extends Patch>(kind: Kind<State, Upsert>) {
  const { table, columns, idOf } = kind;
  const names = Object.keys(columns);
  const [key, ...rest] = names as [string, ...string[]];
  const { names: list, arrays, values } = rowSet(columns);
  // In the order of the keys, so that chunks that share rows cannot wait for each other in a circle.
  const read = `
    SELECT ${names.map((name) => `${name}${columns[name]![0] === 'date' ? '::text' : ''} AS "${camelCase(name)}"`).join(', ')}
    FROM ${table} WHERE ${key} = ANY ($1::text[]) ORDER BY ${key} FOR UPDATE`;
  const write = `
    INSERT INTO ${table} (${list}) SELECT * FROM unnest(${arrays})
    ON CONFLICT (${key}) DO UPDATE SET ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}`;

  return async (
    events: readonly IncomingEvent<Upsert>[],
    transaction: ConsumeTransaction<Upsert>,
    now: Date,
  ): Promise<void> => {
    const present = await transaction.query<State>(read, [[...new Set(events.map(({ data }) => idOf(data)))]]);
    const known = new Map(present.map((state) => [state[camelCase(key) as keyof State] as string, state]));
    const changed = new Map<string, { state: State; cause: IncomingEvent<Upsert> }>();
    for (const event of events) {
      const id = idOf(event.data);
      const problem = kind.problem(event.data);
      if (problem) {
        transaction.reject(event, problem.reason, problem.field);
        continue;
      }
      const before = known.get(id) ?? kind.empty(id, now);
      const state = applyUpsert(before, event.data, now);
      known.set(id, state);
      if (state !== before) changed.set(id, { state, cause: event });
    }
    if (changed.size === 0) return;
    const states = [...changed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { state }]) => state);
    await transaction.query(write, values(states));
    for (const { state, cause } of changed.values()) kind.announce(transaction, state, cause);
  };
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
