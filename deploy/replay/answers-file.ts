import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

/** One real answer of a file. */
export interface FileAnswer {
  /** 1 for the first row after the header. */
  readonly row: number;
  readonly score: number;
  readonly comment?: string;
  /** When it was given. */
  readonly date?: Date;
  readonly account?: string;
  readonly touchpoint?: string;
}

/** A file that cannot be replayed; the message names the row and the column. */
export class AnswersFileError extends Error {}

const COLUMNS = ['score', 'comment', 'date', 'account', 'touchpoint'];

/**
 * Reads a CSV file with the columns score, comment and optionally date, account, touchpoint.
 * @throws AnswersFileError naming the first row and column that is wrong; nothing is sent then
 */
export async function readAnswers(file: string): Promise<FileAnswer[]> {
  const answers: FileAnswer[] = [];
  const parser = createReadStream(file).pipe(
    parse({ columns: checkHeader, bom: true, skip_empty_lines: true, trim: true }),
  );
  try {
    for await (const record of parser) answers.push(toAnswer(record as Record<string, string>, answers.length + 1));
  } catch (error) {
    if (error instanceof AnswersFileError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new AnswersFileError(code === 'ENOENT' ? `${file} does not exist` : `${file} cannot be read: ${message}`);
  }
  if (answers.length === 0) throw new AnswersFileError(`${file} has no rows`);
  return answers;
}

function checkHeader(header: string[]): string[] {
  const unknown = header.find((column) => !COLUMNS.includes(column));
  if (unknown !== undefined) throw new AnswersFileError(`column "${unknown}" is not one of ${COLUMNS.join(', ')}`);
  if (!header.includes('score')) throw new AnswersFileError('the column "score" is missing');
  return header;
}

function toAnswer(record: Record<string, string>, row: number): FileAnswer {
  const wrong = (column: string, must: string) =>
    new AnswersFileError(`row ${row}: ${column} "${record[column]}" ${must}`);
  if (!/^(\d|10)$/.test(record.score ?? '')) throw wrong('score', 'must be a whole number from 0 to 10');
  const date = record.date ? new Date(record.date) : undefined;
  if (date && Number.isNaN(date.getTime())) throw wrong('date', 'must be an ISO 8601 date');
  return {
    row,
    score: Number(record.score),
    comment: record.comment || undefined,
    date,
    account: record.account || undefined,
    touchpoint: record.touchpoint || undefined,
  };
}
