import { momentOf } from './moment.rules.js';
import { cursorOf, placeOf } from './page-cursor.rules.js';
import { type ResponseFilter, sortOf } from './response-filter.rules.js';
import { createdAtOf, firstIdAt } from './response-id.rules.js';

const filter: ResponseFilter = { state: 'counting', order: 'newest' };
const responseId = '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18';
const at = '2026-03-01 09:30:00.123456+00';
const moment = new Date('2026-03-01T09:30:00Z');

describe('a moment', () => {
  it.each([
    ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.25+02:00', '2026-03-01T07:30:00.250Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
  ])('is read from %s', (text, iso) => expect(momentOf(text)?.toISOString()).toBe(iso));

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01',
    '1969-12-31T23:59:59Z',
    '12026-01-01T00:00:00Z',
    'now',
    '',
  ])('is not read from "%s"', (text) => expect(momentOf(text)).toBeUndefined());
});

describe('the id of a response', () => {
  it('says when it was created', () => {
    expect(createdAtOf(firstIdAt(moment))).toEqual(moment);
    expect(firstIdAt(moment) < firstIdAt(new Date(moment.getTime() + 1))).toBe(true);
    expect(firstIdAt(new Date(0))).toBe('00000000-0000-7000-8000-000000000000');
  });
});

describe('the order of a list', () => {
  it.each<[Partial<ResponseFilter>, string]>([
    [{}, 'created'],
    [{ createdFrom: moment }, 'created'],
    [{ answeredTo: moment }, 'answered'],
    [{ updatedFrom: moment, answeredTo: moment }, 'updated'],
    [{ answeredTo: moment, sort: 'created' }, 'created'],
  ])('of %j is by %s', (given, sort) => expect(sortOf({ ...filter, ...given })).toBe(sort));
});

describe('a cursor', () => {
  it('leads back to its place, in the list of the same filter in whatever order it is written', () => {
    const cursor = cursorOf({ ...filter, contactId: 'c', sort: 'updated' }, { responseId, at });
    expect(placeOf({ sort: 'updated', contactId: 'c', ...filter, text: undefined }, cursor)).toEqual({
      responseId,
      at,
    });
    expect(cursor).toMatch(/^[\w-]+$/);
  });

  it.each<[string, Partial<ResponseFilter>]>([
    ['another filter', { contactId: 'd' }],
    ['one more filter', { historic: false }],
    ['another order', { order: 'oldest' }],
    ['another state', { state: 'any' }],
    ['what it is sorted by', { sort: 'answered' }],
    ['another moment', { createdFrom: new Date(1) }],
  ])('does not lead into a list with %s', (_, other) => {
    const cursor = cursorOf({ ...filter, contactId: 'c', createdFrom: moment }, { responseId });
    expect(placeOf({ ...filter, contactId: 'c', createdFrom: moment, ...other }, cursor)).toEqual({
      problem: 'belongs to a list with other filters or another order',
    });
  });

  const made = (place: string) => Buffer.from(`aaaaaaaaaaaa ${place}`).toString('base64url');

  it.each(['', 'x', responseId, made(`${responseId} today`), made(`${responseId} 2026-02-30 00:00:00+00`), '😀'])(
    'is not "%s"',
    (text) => expect(placeOf(filter, text)).toEqual({ problem: 'is not the nextCursor of a page' }),
  );
});
