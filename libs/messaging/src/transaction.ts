import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { arrayLiteral } from './array-literal.js';
import { Outgoing } from './outbox/outbox.js';

/**
 * What a transaction took for granted proved wrong when it was to commit: nothing of it is kept, and its work is done once more
 * at once. Whoever throws it remembers not to take it for granted again.
 */
export class Reconsider extends Error {}

/** How often a transaction's work is done at most. */
const MOST_TRIES = 3;

/** One database transaction, with the events that are published when it commits. */
export class Transaction {
  /** Filled by `publish`, written to the outbox as the transaction's last statement. */
  readonly outgoing: Outgoing;

  /** Statements that the commit waits for; see `sendWithCommit`. */
  readonly sent: Promise<unknown>[] = [];

  /** Statements that are sent right before the commit; see `sendLast`. */
  readonly last: (() => Promise<unknown>)[] = [];

  /** @param outboxShards how many relays share what is published */
  constructor(
    private readonly connection: Pick<PoolClient, 'query'>,
    outboxShards = 1,
  ) {
    this.outgoing = new Outgoing(outboxShards);
  }

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
   * Has a statement sent as the very last one before the commit, without waiting for anything in between: what it locks is held
   * for as long as Postgres needs to commit, and not for a round trip. The transaction fails with it.
   */
  sendLast(statement: () => Promise<unknown>): void {
    this.last.push(statement);
  }
}

/** Runs transactions on a service's database; every publishing write goes through here. */
export class Transactions {
  /** Called after each commit that published something, with the outbox's shards that it is in. */
  onPublished: (shards: ReadonlySet<number>) => void = () => {};

  /** @param dataSource whose connections are pipelined: a commit is sent right behind the last statement */
  constructor(
    readonly dataSource: DataSource,
    private readonly outboxShards: number,
  ) {}

  /**
   * Runs `work` in one transaction: all of its writes and all that it publishes, or nothing. Where it is to be reconsidered, it
   * runs again.
   */
  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.runOnce(work);
      } catch (error) {
        if (!(error instanceof Reconsider) || tries === MOST_TRIES) throw error;
      }
    }
  }

  private async runOnce<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
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
      const transaction = new Transaction(connection, this.outboxShards);
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

  private async commit(connection: PoolClient, { outgoing, sent, last }: Transaction): Promise<void> {
    const outbox = outgoing.statement();
    // The commit need not wait: after a statement that failed, Postgres makes a rollback of it.
    const written = outbox && connection.query(outbox.sql, outbox.parameters);
    const sentLast = last.map((send) => send());
    const committed = connection.query('COMMIT');
    await inOrder([...sent, written, ...sentLast, committed]);
    if ((await committed).command !== 'COMMIT') throw new Error('one of the statements of the transaction had failed');
    if (outbox) this.onPublished(outbox.shards);
  }

  private connect(): Promise<PoolClient> {
    return (this.dataSource.driver as unknown as { master: Pool }).master.connect();
  }
}

/** Waits for statements that were sent together; of several errors, the first statement's is the cause of the others. */
export async function inOrder(statements: readonly (Promise<unknown> | undefined)[]): Promise<void> {
  for (const result of await Promise.allSettled(statements)) if (result.status === 'rejected') throw result.reason;
}
