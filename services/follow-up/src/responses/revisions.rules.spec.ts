import { raising } from './revisions.rules.js';

const read = (text: string) => ({ id: text.slice(0, 1), revision: Number(text.slice(1)) });

describe('raising', () => {
  it.each([
    [['a1', 'a2', 'a3'], 0, ['a1', 'a2', 'a3']],
    [['a1', 'a3', 'a2'], 0, ['a1', 'a3']],
    [['a2', 'a2', 'a3'], 1, ['a2', 'a3']],
    [['a1', 'a2'], 2, []],
  ])('of %j after revision %i lets pass %j', (events, stored, expected) => {
    expect(raising(events, read, new Map([['a', stored]]))).toEqual(expected);
  });

  it('lets nothing pass of a response whose write was refused', () => {
    expect(raising(['a7', 'b1'], read, new Map([['b', 0]]))).toEqual(['b1']);
  });
});
