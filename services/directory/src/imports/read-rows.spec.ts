import { Readable } from 'node:stream';
import { readRows } from './read-rows.http.js';

describe('a row that cannot be read', () => {
  it.each([
    ['ndjson', '{"contactId":"a","email":erase.me@maria.example}\n', 'is not JSON'],
    ['ndjson', '{"contactId":"a","email":"erase.me@maria.example"\n', 'is not JSON'],
    ['csv', 'contactId,email\na,erase "me"@maria.example\nb,b@b.example\n', 'cannot be read'],
  ] as const)('of %s is told without quoting it: %j', async (format, text, reason) => {
    const problems: string[] = [];
    for await (const row of readRows(Readable.from([Buffer.from(text)]), format, 'contact'))
      if ('problem' in row) problems.push(row.problem);
    expect(problems).toEqual([expect.stringContaining(reason)]);
    expect(problems[0]).not.toMatch(/erase|maria/);
  });

  it('of CSV is one row, however many of its quotes are wrong, and those behind it keep their numbers', async () => {
    const text = 'contactId,email\na,x "y" "z"@a.example\nb,b@b.example\nc,x "y"@c.example\nd,d@d.example\n';
    const rows: [number, boolean][] = [];
    for await (const row of readRows(Readable.from([Buffer.from(text)]), 'csv', 'contact'))
      rows.push([row.row, 'problem' in row]);
    expect(rows.sort(([a], [b]) => a - b)).toEqual([
      [2, true],
      [3, false],
      [4, true],
      [5, false],
    ]);
  });
});
