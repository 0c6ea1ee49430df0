import { Readable } from 'node:stream';
import { InvalidRequest } from '../errors.js';
import { type CsvRow, csvRows } from './csv-rows.js';

async function rowsOf(text: string): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of csvRows(Readable.from([Buffer.from(text)]), [',', ';'])) rows.push(row);
  return rows;
}
const columns = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`).join(',');

describe('the rows of a CSV file', () => {
  it('have up to a thousand columns', async () => {
    const [header, first] = (await rowsOf(`${columns(1_000)}\n${columns(1_000)}\n`)) as (CsvRow & {
      cells: string[];
    })[];
    expect([header!.cells.length, first!.cells.length]).toEqual([1_000, 1_000]);
  });

  it('are refused at once where there are more, however many', async () => {
    for (const count of [1_001, 9_000]) {
      const began = performance.now();
      const refusal = await rowsOf(`${columns(count)}\n`).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(InvalidRequest);
      expect((refusal as InvalidRequest).problems).toEqual([{ field: 'body', reason: 'has more than 1000 columns' }]);
      expect(performance.now() - began).toBeLessThan(1_000);
    }
  });

  it('are refused at once where a line is full of quotes, and is none of CSV', async () => {
    const began = performance.now();
    const refusal = await rowsOf(`a,b\n${'{"a":'.repeat(12_000)}\n`).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidRequest);
    expect((refusal as InvalidRequest).problems).toEqual([
      { field: 'body', reason: 'is no CSV: row 2 has too many wrong quotes' },
    ]);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
