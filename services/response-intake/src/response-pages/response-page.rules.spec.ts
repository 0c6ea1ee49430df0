import { newId } from '#messaging';
import { boundsOf, firstIdSince } from './response-page.rules.js';

describe('the bounds of a page', () => {
  it('begin with the first id that an answer of then can have, by a clock that is a minute late', () => {
    const now = new Date('2026-03-01T00:00:00.500Z');
    const first = firstIdSince(now);
    expect(newId(now.getTime()) >= first).toBe(true);
    expect(newId(now.getTime() - 60_000) >= first).toBe(true);
    expect(newId(now.getTime() - 60_001) < first).toBe(true);
  });

  it('are as many conditions as are given', () => {
    const at = new Date('2026-03-01T00:00:00Z');
    expect(boundsOf({})).toEqual([]);
    expect(boundsOf({ answeredFrom: at }).map(({ sql }) => sql)).toEqual(['response_id >= ?', 'answered_at >= ?']);
    expect(boundsOf({ answeredTo: at, revisedFrom: at, revisedTo: at })).toHaveLength(3);
  });
});
