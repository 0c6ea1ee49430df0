import { pageOf } from './page.rules.js';

describe('pageOf', () => {
  it.each([
    [[], { items: [], nextCursor: null }],
    [['a', 'b'], { items: ['a', 'b'], nextCursor: null }],
    [['a', 'b', 'c'], { items: ['a', 'b'], nextCursor: 'b' }],
  ])('of two makes %j a page', (rows, page) => {
    expect(pageOf(rows, 2, (row) => row)).toEqual(page);
  });
});
