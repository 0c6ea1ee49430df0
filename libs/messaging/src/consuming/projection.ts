import type { Contract } from '#contracts';
import type { EventConsumer } from './consumer.js';

type ColumnType = 'text' | 'int' | 'double precision' | 'boolean' | 'date' | 'timestamptz' | 'uuid' | 'jsonb';

/** A small table that a service keeps of another's snapshots. */
export interface Projection<T> {
  /** Such as `keep-contacts`. */
  readonly name: string;
  readonly contract: Contract<T>;
  readonly table: string;
  /** The table's primary key, which holds the record's key. */
  readonly key: string;
  /** The columns that are kept: type, and where the value is from. The table also has `version int`. */
  readonly columns: Readonly<Record<string, readonly [ColumnType, (data: T) => unknown]>>;
}

/** A consumer that keeps the few columns a service needs of others' snapshots; a stale snapshot changes nothing. */
export function keepSnapshots<T extends { version: number }>(projection: Projection<T>): EventConsumer<T> {
  const { name, contract, table, key } = projection;
  const columns = Object.entries(projection.columns);
  const names = columns.map(([column]) => column);
  const arrays = columns.map(([, [type]], index) => `$${index + 3}::${type}[]`);
  const sql = `
    INSERT INTO ${table} AS kept (${[key, 'version', ...names].join(', ')})
    SELECT * FROM unnest($1::text[], $2::int[]${arrays.map((array) => `, ${array}`).join('')})
    ON CONFLICT (${key}) DO UPDATE SET ${['version', ...names].map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE kept.version < excluded.version`;
  return {
    name,
    contracts: [contract],
    async handle(events, transaction) {
      const latest = new Map<string, T>();
      for (const { key: id, data } of events) if ((latest.get(id)?.version ?? 0) < data.version) latest.set(id, data);
      // In the order of the keys, so that instances that share rows cannot wait for each other in a circle.
      const rows = [...latest].sort(([a], [b]) => (a < b ? -1 : 1));
      const values = columns.map(([, [, read]]) => rows.map(([, data]) => read(data) ?? null));
      await transaction.query(sql, [rows.map(([id]) => id), rows.map(([, data]) => data.version), ...values]);
    },
  };
}
