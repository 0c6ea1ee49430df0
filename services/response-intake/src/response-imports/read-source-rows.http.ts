import type { Readable } from 'node:stream';
import { csvRows, InvalidRequest, MAX_RECORD_CHARACTERS, textOfBody } from '#service-kit';
import { valuesOfCells } from './formats/cells.rules.js';
import { plainName } from './formats/column-names.rules.js';
import { type Column, columnsOf, type Header } from './formats/columns.rules.js';
import { valuesOfDelighted } from './formats/delighted-objects.rules.js';
import type { ImportSpec, SourceRow } from './formats/import-spec.rules.js';
import { type FoundObject, JsonObjects } from './formats/json-objects.rules.js';

const DELIMITERS = [',', ';', '\t'];

/**
 * Reads the rows of a file while it comes in, whatever its format; a row that cannot be read is told and the next one tried.
 * @throws InvalidRequest for a file whose header cannot be understood
 */
export function readSourceRows(body: Readable, spec: ImportSpec): AsyncIterable<SourceRow> {
  return spec.format === 'delighted-json' ? readObjects(body) : readCsv(body, spec);
}

async function* readCsv(body: Readable, spec: ImportSpec): AsyncGenerator<SourceRow> {
  let names: readonly string[] | undefined;
  let columns: readonly Column[] | undefined;
  for await (const read of csvRows(body, DELIMITERS)) {
    if ('problem' in read) yield read;
    else if (!names) names = read.cells;
    else {
      const second = !columns && isSecondHeader(names, read.cells, spec) ? read.cells : undefined;
      columns ??= understood({ names, second }, spec);
      if (!second) yield rowOf(read, columns);
    }
  }
  if (names && !columns) understood({ names }, spec);
}

function rowOf({ row, cells }: { row: number; cells: readonly string[] }, columns: readonly Column[]): SourceRow {
  if (cells.length === columns.length) return { row, values: valuesOfCells(columns, cells) };
  return { row, problem: `has ${cells.length} cells where the header has ${columns.length}` };
}

/** A second header row has no respondent. */
function isSecondHeader(names: readonly string[], cells: readonly string[], { format }: ImportSpec): boolean {
  const id = names.findIndex((name) => plainName(name) === 'respondentid');
  return format === 'surveymonkey-csv' && id >= 0 && cells.length === names.length && cells[id]!.trim() === '';
}

function understood(header: Header, spec: ImportSpec): readonly Column[] {
  const read = columnsOf(header, spec);
  if ('reason' in read) throw new InvalidRequest(`${read.field} ${read.reason}`, [read]);
  return read.columns;
}

async function* readObjects(body: Readable): AsyncGenerator<SourceRow> {
  const objects = new JsonObjects(MAX_RECORD_CHARACTERS);
  let row = 0;
  for await (const text of textOfBody(body)) for (const found of objects.take(text)) yield objectRow(++row, found);
  const reason = objects.brokenOff();
  if (reason) throw new InvalidRequest(`the file ${reason}`, [{ field: 'body', reason }]);
}

function objectRow(row: number, found: FoundObject): SourceRow {
  if ('problem' in found) return { row, problem: found.problem };
  try {
    const values = valuesOfDelighted(JSON.parse(found.text));
    return 'reason' in values ? { row, problem: values.reason } : { row, values };
  } catch {
    // The error's own message quotes the row.
    return { row, problem: 'is not JSON' };
  }
}
