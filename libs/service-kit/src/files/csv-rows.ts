import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { invalidFile, MAX_RECORD_CHARACTERS, textOfBody } from './text-of-body.js';

/** No tool exports as many; a file whose header is something else is not to keep a service busy. */
const MAX_COLUMNS = 1_000;
/** What has more in one line is no CSV; the parser copies the line for each of them. */
const MAX_WRONG_QUOTES = 100;

/** A row of a CSV file, or what kept it from being read, in words that quote nothing of it. The header is row 1. */
export type CsvRow =
  | { readonly row: number; readonly cells: readonly string[] }
  | { readonly row: number; readonly problem: string };

/**
 * The rows of a CSV file while it comes in; empty lines are left out, and one that cannot be read is told and the next one tried.
 * @param delimiters what may stand between cells; of several, the one that the first line has most
 * @throws InvalidRequest for bytes that are not UTF-8, above 1,000 columns, and for lines full of quotes
 */
export async function* csvRows(body: Readable, delimiters: readonly string[] = [',']): AsyncGenerator<CsvRow> {
  const text = textOfBody(body);
  const { delimiter, rest } = await delimiterOf(text, delimiters);
  let row = 0;
  const skipped: CsvRow[] = [];
  let skippedLine: unknown;
  let wrongQuotes = 0;
  const parser = parse({
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    // Numbered here, since the parser reads ahead of whoever takes its rows.
    on_record: (cells: string[]) => ({ row: ++row, cells }) as unknown as string[],
    on_skip: (error) => {
      // Each quote of a line may be wrong; it is one row nevertheless. What is thrown here ends the parser.
      if (error?.lines === skippedLine) {
        if (++wrongQuotes > MAX_WRONG_QUOTES) throw invalidFile(`is no CSV: row ${row} has too many wrong quotes`);
        return undefined;
      }
      skippedLine = error?.lines;
      wrongQuotes = 1;
      skipped.push({ row: ++row, problem: csvProblem(error?.code) });
      return undefined;
    },
  });
  // Whoever reads the parser is told of what goes wrong before it.
  pipeline(Readable.from(rest), parser).catch(() => {});
  for await (const read of parser as unknown as AsyncIterable<CsvRow>) {
    if (skipped.length > 0) yield* skipped.splice(0);
    if ('cells' in read && read.cells.length > MAX_COLUMNS) throw invalidFile(`has more than ${MAX_COLUMNS} columns`);
    yield read;
  }
  yield* skipped;
}

/** What the parser says, in words of our own: its own quote the row. */
function csvProblem(code: string | undefined): string {
  return code ? `cannot be read: ${code.replace(/^CSV_/, '').replaceAll('_', ' ').toLowerCase()}` : 'cannot be read';
}

/** Which delimiter the first line has most, outside of quotes; and the text with what was read of it. */
async function delimiterOf(
  text: AsyncGenerator<string>,
  delimiters: readonly string[],
): Promise<{ delimiter: string; rest: AsyncIterable<string> }> {
  const usual = delimiters[0]!;
  if (delimiters.length === 1) return { delimiter: usual, rest: text };
  let head = '';
  for (;;) {
    const { value, done } = await text.next();
    head += value ?? '';
    if (done || /[\r\n]/.test(head) || head.length > MAX_RECORD_CHARACTERS) break;
  }
  const line = head.replace(/"[^"]*("|$)/g, '').split(/[\r\n]/, 1)[0]!;
  const count = (delimiter: string) => line.split(delimiter).length;
  const most = delimiters.reduce((best, it) => (count(it) > count(best) ? it : best), usual);
  return { delimiter: most, rest: joined(head, text) };
}

async function* joined(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}
