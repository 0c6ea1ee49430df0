import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { Export } from './export-responses.action.js';
import type { ReadResponse } from './read-response.rules.js';

/** Few enough that answers, which the same process takes, wait no more than milliseconds for them. */
const ROWS_AT_ONCE = 200;

/** The columns of a CSV file, in their order. */
export const CSV_COLUMNS = [
  'responseId',
  'revision',
  'createdAt',
  'answeredAt',
  'revisedAt',
  'contactId',
  'accountId',
  'invitationId',
  'programId',
  'touchpoint',
  'metric',
  'score',
  'category',
  'comment',
  'answers',
  'channel',
  'source',
  'externalId',
  'state',
  'stateReason',
  'change',
  'changedBy',
  'historic',
  'anonymous',
  'secondsToAnswer',
  'userAgentFamily',
] as const satisfies readonly (keyof ReadResponse)[];

interface FileFormat {
  readonly mediaType: string;
  /** What stands before the first response. */
  readonly head: string;
  write(responses: readonly ReadResponse[]): string;
}

/** The formats of an export, by their name, which is also the file's ending. */
export const FORMATS = {
  csv: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    head: `${CSV_COLUMNS.join(',')}\r\n`,
    write: (responses: readonly ReadResponse[]) =>
      stringify([...responses], {
        columns: [...CSV_COLUMNS],
        record_delimiter: 'windows',
        // A spreadsheet would run a cell that begins like a formula.
        escape_formulas: true,
        cast: { date: (date) => date.toISOString(), boolean: String },
      }),
  },
  ndjson: {
    mediaType: 'application/x-ndjson; charset=utf-8',
    head: '',
    write: (responses: readonly ReadResponse[]) => responses.map((it) => `${JSON.stringify(it)}\n`).join(''),
  },
} as const satisfies Record<string, FileFormat>;

/**
 * An export as a file that is written no faster than it is read. It fails rather than ends where the database does, so that
 * the connection breaks and nobody takes a part for the whole; destroyed, it ends the export.
 */
export class ExportFile extends Readable {
  private headIsDue: boolean;

  constructor(
    private readonly exported: Export,
    private readonly format: FileFormat,
  ) {
    super();
    this.headIsDue = format.head !== '';
  }

  override _read(): void {
    if (this.headIsDue) {
      this.headIsDue = false;
      this.push(this.format.head);
      return;
    }
    this.more().then(
      (text) => this.push(text),
      (error: Error) => this.destroy(error),
    );
  }

  private async more(): Promise<string | null> {
    const responses = await this.exported.next(ROWS_AT_ONCE);
    if (responses.length > 0) return this.format.write(responses);
    // Before the end is told: whoever then asks for the next export finds this one over.
    await this.exported.close();
    return null;
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.exported.close().then(
      () => done(error),
      () => done(error),
    );
  }
}
