import { type Contract, contracts } from '#contracts';
import { forgottenAmong } from '../identities/forgotten-keys.js';
import { type Columns, rowSet } from '../row-set.js';
import type { EventConsumer } from './consumer.js';

/** A small table that a service keeps of another's snapshots. */
export interface Projection<T> {
  /** Such as `keep-contacts`. */
  readonly name: string;
  readonly contract: Contract<T>;
  readonly table: string;
  /** The table's primary key, which holds the record's key. */
  readonly key: string;
  /** The columns that are kept: type, and where the value is from. The table also has `version int`. */
  readonly columns: Columns<T>;
}

/**
 * A consumer that keeps the few columns a service needs of others' snapshots; a stale snapshot changes nothing, nor does one
 * of a contact that was erased meanwhile.
 */
export function keepSnapshots<T extends { version: number }>(projection: Projection<T>): EventConsumer<T> {
  const { name, contract, table, key } = projection;
  const isContact = contract.type === contracts.contactSnapshot.type;
  const columns: Columns<readonly [string, T]> = {
    [key]: ['text', ([id]) => id],
    version: ['int', ([, data]) => data.version],
    ...Object.fromEntries(
      Object.entries(projection.columns).map(([column, [type, read]]) => [column, [type, ([, data]) => read(data)]]),
    ),
  };
  const { names, arrays, values } = rowSet(columns);
  const sql = `
    INSERT INTO ${table} AS kept (${names})
    SELECT * FROM unnest(${arrays})
    ON CONFLICT (${key}) DO UPDATE SET ${Object.keys(columns)
      .slice(1)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}
    WHERE kept.version < excluded.version`;
  return {
    name,
    contracts: [contract],
    async handle(events, transaction) {
      const latest = new Map<string, T>();
      for (const { key: id, data } of events) if ((latest.get(id)?.version ?? 0) < data.version) latest.set(id, data);
      if (isContact) for (const id of await forgottenAmong(transaction, latest.keys())) latest.delete(id);
      if (latest.size === 0) return;
      // In the order of the keys, so that instances that share rows cannot wait for each other in a circle.
      const rows = [...latest].sort(([a], [b]) => (a < b ? -1 : 1));
      await transaction.query(sql, values(rows));
    },
  };
}
