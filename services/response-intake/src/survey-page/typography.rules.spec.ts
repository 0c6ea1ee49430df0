import { unbroken } from './typography.rules.js';

describe('unbroken', () => {
  it.each([
    ['Une question : laquelle ?', 'Une question\u00a0: laquelle\u00a0?'],
    ['« Oui » !', '«\u00a0Oui\u00a0»\u00a0!'],
    ['Why? Because: no reason', 'Why? Because: no reason'],
  ])('keeps the punctuation of %j with its word', (text, kept) => {
    expect(unbroken(text)).toBe(kept);
  });
});
