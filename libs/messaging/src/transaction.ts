import type { DataSource, EntityManager } from 'typeorm';
import { arrayLiteral } from './array-literal.js';
import { type Outgoing, writeOutbox } from './outbox/outbox.js';

/** One database transaction, with the events that are published when it commits. */
export class Transaction {
  /** Filled by `publish`, written to the outbox as the transaction's last statement. */
  readonly outgoing: Outgoing[] = [];

  constructor(readonly manager: EntityManager) {}

  /** Runs one statement and returns its rows (also those of `RETURNING`). */
  async query<Row = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const written = parameters.map((it) => (Array.isArray(it) ? (arrayLiteral(it) ?? it) : it));
    const result = await this.manager.queryRunner!.query(sql, written, true);
    return result.records as Row[];
  }
}

/** Runs transactions on a service's database; every publishing write goes through here. */
export class Transactions {
  /** Called after each commit that published something. */
  onPublished: () => void = () => {};

  constructor(
    readonly dataSource: DataSource,
    private readonly outboxShards: number,
  ) {}

  /** Runs `work` in one transaction: all of its writes and all that it publishes, or nothing. */
  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const transaction = new Transaction(runner.manager);
      let result: T;
      try {
        result = await work(transaction);
        await writeOutbox(transaction, this.outboxShards);
        await runner.commitTransaction();
      } catch (error) {
        await runner.rollbackTransaction().catch(() => {});
        throw error;
      }
      if (transaction.outgoing.length > 0) this.onPublished();
      return result;
    } finally {
      await runner.release();
    }
  }
}
