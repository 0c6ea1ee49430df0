import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { arrayLiteral } from './array-literal.js';
import { type Outgoing, outboxStatement } from './outbox/outbox.js';

/** One database transaction, with the events that are published when it commits. */
export class Transaction {
  /** Filled by `publish`, written to the outbox as the transaction's last statement. */
  readonly outgoing: Outgoing[] = [];

  /** Statements that the commit waits for; see `sendWithCommit`. */
  readonly sent: Promise<unknown>[] = [];

  constructor(private readonly connection: Pick<PoolClient, 'query'>) {}

  /**
   * Runs one statement and returns its rows (also those of `RETURNING`). Statements are sent at once and run in the order of
   * the calls: those that need nothing of each other are awaited together, and cost one round trip.
   */
  async query<Row = Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const written = parameters.map((it) => (Array.isArray(it) ? (arrayLiteral(it) ?? it) : it));
    const { rows } = await this.connection.query(sql, written);
    return rows as Row[];
  }

  /** Has the commit sent right behind a last statement, whose rows nobody needs; the transaction fails with it. */
  sendWithCommit(statement: Promise<unknown>): void {
    statement.catch(() => {});
    this.sent.push(statement);
  }

  /**
   * Keeps what `work` writes and publishes where it comes to true, and nothing of it where it comes to false; the transaction
   * goes on in both cases. An error ends the transaction.
   */
  async attempt(work: () => Promise<boolean>): Promise<boolean> {
    const { length } = this.outgoing;
    const begun = this.sent.length;
    this.sendWithCommit(this.query('SAVEPOINT attempt'));
    const kept = work();
    await kept.catch(() => {});
    // What failed first is what the others failed of.
    await inOrder([...this.sent.slice(begun), kept]);
    if (await kept) return true;
    await this.query('ROLLBACK TO SAVEPOINT attempt');
    this.outgoing.length = length;
    return false;
  }
}

/** Runs transactions on a service's database; every publishing write goes through here. */
export class Transactions {
  /** Called after each commit that published something. */
  onPublished: () => void = () => {};

  /** @param dataSource whose connections are pipelined: a commit is sent right behind the last statement */
  constructor(
    readonly dataSource: DataSource,
    private readonly outboxShards: number,
  ) {}

  /** Runs `work` in one transaction: all of its writes and all that it publishes, or nothing. */
  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const connection = await this.connect();
    let broken: Error | undefined;
    // Whoever waits for a statement is told of a connection that ends; without a listener the process would end as well.
    const noteEnd = (error: Error) => {
      broken = error;
    };
    connection.on('error', noteEnd);
    try {
      // Awaited: without a transaction, statements that are sent behind it would each commit by itself.
      await connection.query('BEGIN');
      const transaction = new Transaction(connection);
      const result = await work(transaction);
      await this.commit(connection, transaction);
      return result;
    } catch (error) {
      await connection.query('ROLLBACK').catch(noteEnd);
      throw error;
    } finally {
      connection.off('error', noteEnd);
      connection.release(broken);
    }
  }

  private async commit(connection: PoolClient, { outgoing, sent }: Transaction): Promise<void> {
    const outbox = outboxStatement(outgoing, this.outboxShards);
    // The commit need not wait: after a statement that failed, Postgres makes a rollback of it.
    const written = outbox && connection.query(outbox.sql, outbox.parameters);
    const committed = connection.query('COMMIT');
    await inOrder([...sent, written, committed]);
    if ((await committed).command !== 'COMMIT') throw new Error('one of the statements of the transaction had failed');
    if (outbox) this.onPublished();
  }

  private connect(): Promise<PoolClient> {
    return (this.dataSource.driver as unknown as { master: Pool }).master.connect();
  }
}

/** Waits for statements that were sent together; of several errors, the first statement's is the cause of the others. */
export async function inOrder(statements: readonly (Promise<unknown> | undefined)[]): Promise<void> {
  for (const result of await Promise.allSettled(statements)) if (result.status === 'rejected') throw result.reason;
}
