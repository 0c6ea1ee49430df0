import { timestamp } from './clock.js';
import type { Cause } from './envelope/event.js';

type ColumnType =
  | 'text'
  | 'int'
  | 'smallint'
  | 'bigint'
  | 'double precision'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | 'uuid'
  | 'jsonb';

/** The columns of a set of rows by name: their type, and where their value is from. */
export type Columns<Row> = Readonly<Record<string, readonly [type: ColumnType, read: (row: Row) => unknown]>>;

/** Rows as parameters of one statement, an array per column: the statement stays the same, however many they are. */
export interface RowSet<Row> {
  /** `a, b`: for the column list of an insert. */
  readonly names: string;
  /** `$1::text[], $2::int[]`: for `FROM unnest(…)`. */
  readonly arrays: string;
  /** `unnest($1::text[]), unnest($2::int[])`: for a select list, where Postgres stores nothing in between. */
  readonly unnested: string;
  /** The number of the statement's next parameter. */
  readonly next: number;
  /** The statement's first parameters; what is undefined is null. */
  values(rows: readonly Row[]): unknown[][];
}

/**
 * SQL of `ANY` of an array of texts that a parameter holds, for long ones: hidden in a subquery, since the planner otherwise
 * looks up each of thousands of values in its statistics, only to choose the index in any case.
 */
export const anyOf = (parameter: string) => `ANY (ARRAY (SELECT unnest(${parameter}::text[])))`;

/** Describes a set of rows once, for every statement that takes it. */
export function rowSet<Row>(columns: Columns<Row>): RowSet<Row> {
  const names = Object.keys(columns);
  const described = Object.values(columns);
  const arrays = described.map(([type], index) => `$${index + 1}::${type}[]`);
  return {
    names: names.join(', '),
    arrays: arrays.join(', '),
    unnested: arrays.map((array) => `unnest(${array})`).join(', '),
    next: described.length + 1,
    values: (rows) => described.map(([type, read]) => rows.map(reader(type, read))),
  };
}

/** The columns in which a row keeps the cause of what is published of it later. */
export function causeColumns<Row>(causeOf: (row: Row) => Cause): Columns<Row> {
  return {
    correlation_id: ['text', (row) => causeOf(row).correlationId],
    cause_event_id: ['text', (row) => causeOf(row).id],
    lineage: ['text', (row) => causeOf(row).lineage],
  };
}

/** Most columns are read as they are: that is what a chunk of events does most. */
function reader<Row>(type: ColumnType, read: (row: Row) => unknown): (row: Row) => unknown {
  if (type === 'timestamptz') {
    return (row) => {
      const moment = read(row);
      return moment instanceof Date ? timestamp(moment) : (moment ?? null);
    };
  }
  if (type !== 'jsonb') return (row) => read(row) ?? null;
  return (row) => {
    const value = read(row);
    return value === undefined || value === null ? null : JSON.stringify(value);
  };
}
