import type { Readable } from 'node:stream';
import { csvRows, InvalidRequest, linesOfBody, MAX_RECORD_CHARACTERS } from '#service-kit';
import { headerProblem, type ImportFormat, type SourceRow, type Subject } from './import-row.rules.js';

/** Reads the rows of a body while it comes in; a row that cannot be read is told and the next one tried. */
export function readRows(body: Readable, format: ImportFormat, subject: Subject): AsyncIterable<SourceRow> {
  return format === 'csv' ? readCsv(body, subject) : readLines(body);
}

async function* readCsv(body: Readable, subject: Subject): AsyncGenerator<SourceRow> {
  let header: string[] | undefined;
  for await (const read of csvRows(body)) {
    if ('problem' in read) yield read;
    else if (!header) header = headerOf(read.cells, subject);
    else if (read.cells.length === header.length)
      yield { row: read.row, values: Object.fromEntries(header.map((name, index) => [name, read.cells[index]])) };
    else yield { row: read.row, problem: `has ${read.cells.length} cells where the header has ${header.length}` };
  }
}

function headerOf(cells: readonly string[], subject: Subject): string[] {
  const header = cells.map((cell) => cell.trim());
  const problem = headerProblem(header, subject);
  if (problem) throw new InvalidRequest(`${problem.field} ${problem.reason}`, [problem]);
  return header;
}

async function* readLines(body: Readable): AsyncGenerator<SourceRow> {
  let row = 0;
  for await (const line of linesOfBody(body)) {
    row += 1;
    if (line === undefined) yield { row, problem: `is longer than ${MAX_RECORD_CHARACTERS} characters` };
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
