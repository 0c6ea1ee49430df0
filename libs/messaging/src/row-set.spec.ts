import { causeColumns, rowSet } from './row-set.js';

describe('a set of rows', () => {
  const rows = rowSet<{ id: string; at?: Date; tags: string[] }>({
    id: ['uuid', (it) => it.id],
    seen_at: ['timestamptz', (it) => it.at],
    tags: ['jsonb', (it) => it.tags],
  });

  it('names its columns, and a parameter with its type for each', () => {
    expect(rows.names).toBe('id, seen_at, tags');
    expect(rows.arrays).toBe('$1::uuid[], $2::timestamptz[], $3::jsonb[]');
    expect(rows.unnested).toBe('unnest($1::uuid[]), unnest($2::timestamptz[]), unnest($3::jsonb[])');
    expect(rows.next).toBe(4);
  });

  it('hands out a column as an array, as Postgres reads it', () => {
    const at = new Date('2026-01-02T03:04:05Z');
    expect(
      rows.values([
        { id: 'a', at, tags: ['x'] },
        { id: 'b', tags: [] },
      ]),
    ).toEqual([
      ['a', 'b'],
      ['2026-01-02T03:04:05.000Z', null],
      ['["x"]', '[]'],
    ]);
  });

  it('keeps the cause of what a row later publishes', () => {
    const causes = rowSet(causeColumns((it: { cause: { correlationId: string; id?: string } }) => it.cause));
    expect(causes.names).toBe('correlation_id, cause_event_id, lineage');
    expect(causes.values([{ cause: { correlationId: 'c', id: 'e' } }])).toEqual([['c'], ['e'], [null]]);
  });
});
