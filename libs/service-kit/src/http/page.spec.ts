import { pageOf } from './page.js';

const ids = (text: string) => [...text];

describe('pageOf', () => {
  it.each([
    ['', 2, '', null],
    ['ab', 2, 'ab', null],
    ['abc', 2, 'ab', 'b'],
  ])('of the rows "%s" with a limit of %i holds "%s" and goes on after %s', (rows, limit, items, nextCursor) => {
    expect(pageOf(ids(rows), limit, (row) => row)).toEqual({ items: ids(items), nextCursor });
  });
});
