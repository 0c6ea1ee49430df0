import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { InvalidRequest } from '#service-kit';
import { headerProblem, type ImportFormat, type SourceRow, type Subject } from './import-row.rules.js';

const MAX_ROW_BYTES = 64 * 1024;

/** Reads the rows of a body while it comes in; a row that cannot be read is told and the next one tried. */
export function readRows(body: Readable, format: ImportFormat, subject: Subject): AsyncIterable<SourceRow> {
  return format === 'csv' ? readCsv(body, subject) : readLines(body);
}

async function* textOf(body: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Buffer) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new InvalidRequest('the file is not UTF-8', [{ field: 'body', reason: 'is not UTF-8' }]);
    }
  };
  for await (const chunk of body) yield decode(chunk as Buffer);
  yield decode();
}

async function* readCsv(body: Readable, subject: Subject): AsyncGenerator<SourceRow> {
  let row = 0;
  const skipped: SourceRow[] = [];
  let skippedLine: unknown;
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_ROW_BYTES,
    // Numbered here, since the parser reads ahead of whoever takes its rows.
    on_record: (cells: string[]) => ({ row: ++row, cells }) as unknown as string[],
    on_skip: (error) => {
      // Each quote of a line may be wrong; it is one row nevertheless.
      if (error?.lines === skippedLine) return undefined;
      skippedLine = error?.lines;
      skipped.push({ row: ++row, problem: csvProblem(error?.code) });
      return undefined;
    },
  });
  // Whoever reads the parser is told of what goes wrong before it.
  pipeline(Readable.from(textOf(body)), parser).catch(() => {});
  let header: string[] | undefined;
  for await (const { row: number, cells } of parser as unknown as AsyncIterable<{ row: number; cells: string[] }>) {
    yield* skipped.splice(0);
    if (!header) header = headerOf(cells, subject);
    else if (cells.length === header.length)
      yield { row: number, values: Object.fromEntries(header.map((name, index) => [name, cells[index]])) };
    else yield { row: number, problem: `has ${cells.length} cells where the header has ${header.length}` };
  }
  yield* skipped;
}

/** What the parser says, in words of our own: its own quote the row. */
function csvProblem(code: string | undefined): string {
  return code ? `cannot be read: ${code.replace(/^CSV_/, '').replaceAll('_', ' ').toLowerCase()}` : 'cannot be read';
}

function headerOf(cells: readonly string[], subject: Subject): string[] {
  const header = cells.map((cell) => cell.trim());
  const problem = headerProblem(header, subject);
  if (problem) throw new InvalidRequest(`${problem.field} ${problem.reason}`, [problem]);
  return header;
}

async function* readLines(body: Readable): AsyncGenerator<SourceRow> {
  let row = 0;
  for await (const line of linesOf(body)) {
    row += 1;
    if (line === undefined) yield { row, problem: `is longer than ${MAX_ROW_BYTES} characters` };
    else if (line.trim() !== '') yield readLine(row, line);
  }
}

function readLine(row: number, line: string): SourceRow {
  try {
    const values: unknown = JSON.parse(line);
    if (typeof values !== 'object' || values === null || Array.isArray(values))
      return { row, problem: 'is not an object' };
    return { row, values: values as Record<string, unknown> };
  } catch (error) {
    // Its message quotes the row, which is kept for longer than the person may be.
    const place = /position \d+/.exec((error as Error).message)?.[0];
    return { row, problem: place ? `is not JSON: ${place}` : 'is not JSON' };
  }
}

/** The lines of a body; undefined for one that is too long to be kept. */
async function* linesOf(body: Readable): AsyncGenerator<string | undefined> {
  let rest = '';
  let tooLong = false;
  for await (const text of textOf(body)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      yield tooLong || line.length > MAX_ROW_BYTES ? undefined : line;
      tooLong = false;
    }
    if (rest.length <= MAX_ROW_BYTES) continue;
    tooLong = true;
    rest = '';
  }
  if (tooLong) yield undefined;
  else if (rest !== '') yield rest;
}
