import type { DataSource } from 'typeorm';

/** What is used of a connection of the pool. */
interface Connection {
  query(sql: string, parameters?: readonly unknown[]): Promise<{ rows: unknown[] }>;
  on(event: 'error', listener: (error: Error) => void): void;
  off(event: 'error', listener: (error: Error) => void): void;
  /** With an error, the connection is not used again. */
  release(error?: Error): void;
}

const noteEnd = () => {};

/**
 * The rows of a statement as they were when it began, a few at a time: however many there are, no more of them are held
 * than one fetch brings. It holds a connection until it is closed.
 */
export class RowCursor<Row> {
  private fetching = false;
  private broken: Error | undefined;
  private closed: Promise<void> | undefined;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly connection: Connection,
    /** The connection's process in the database. */
    private readonly process: number,
  ) {}

  static async open<Row>(dataSource: DataSource, sql: string, parameters: readonly unknown[]): Promise<RowCursor<Row>> {
    const pool = (dataSource.driver as unknown as { master: { connect(): Promise<Connection> } }).master;
    const connection = await pool.connect();
    // Whoever waits for a statement is told of a connection that ends; without a listener the process would end as well.
    connection.on('error', noteEnd);
    try {
      await connection.query('BEGIN READ ONLY');
      const { rows } = await connection.query('SELECT pg_backend_pid() AS process');
      await connection.query(`DECLARE every_row NO SCROLL CURSOR FOR ${sql}`, parameters);
      return new RowCursor(dataSource, connection, (rows[0] as { process: number }).process);
    } catch (error) {
      connection.off('error', noteEnd);
      connection.release(error as Error);
      throw error;
    }
  }

  /** The next rows; none when there are no more. */
  async fetch(count: number): Promise<Row[]> {
    this.fetching = true;
    try {
      const { rows } = await this.connection.query(`FETCH ${Number(count)} FROM every_row`);
      return rows as Row[];
    } catch (error) {
      this.broken = error as Error;
      throw error;
    } finally {
      this.fetching = false;
    }
  }

  /** Ends the statement, also in the middle of a fetch, and gives the connection back; may be called again. */
  close(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  private async end(): Promise<void> {
    if (this.fetching) {
      // The database reads nothing of a connection while it works for it. Cancelled late, it would hit another statement:
      // this connection takes none any more.
      this.broken = new Error('closed while rows were fetched');
      await this.dataSource.query('SELECT pg_cancel_backend($1)', [this.process]).catch(noteEnd);
    }
    if (!this.broken) {
      await this.connection.query('ROLLBACK').catch((error: Error) => {
        this.broken = error;
      });
    }
    this.connection.off('error', noteEnd);
    this.connection.release(this.broken);
  }
}
