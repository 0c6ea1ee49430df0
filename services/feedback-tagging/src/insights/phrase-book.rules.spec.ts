import { bindPhrases, findPhrase, patternsIn } from './phrase-book.rules.js';
import { readWords } from './words.rules.js';

const book = bindPhrases<string>([
  ['good', 'good'],
  ['good morning', 'greeting'],
  ['prátic*', 'practical'],
  ['práticas', 'practices'],
  ['resolv* o problema*', 'solved'],
  ['schön', 'beautiful'],
]);

const find = (text: string) => {
  const found = findPhrase(book, readWords(text), 0);
  return found && [found.length, ...found.values];
};

describe('findPhrase', () => {
  it.each([
    ['good', [1, 'good']],
    ['good morning', [2, 'greeting']],
    ['good evening', [1, 'good']],
    ['good, morning', [1, 'good']],
    ['PRATICO', [1, 'practical']],
    ['práticas', [1, 'practices', 'practical']],
    ['resolveram o problema', [3, 'solved']],
    ['resolveram o', undefined],
    ['gooood', [1, 'good']],
    ['prááático', [1, 'practical']],
    ['schoen', [1, 'beautiful']],
    ['schon', [1, 'beautiful']],
    ['goodness', undefined],
  ])('finds in "%s" %p', (text, found) => {
    expect(find(text)).toEqual(found);
  });
});

it('of several notes for one pattern the last comes first', () => {
  const twice = bindPhrases([
    ['mega', 'degree'],
    ['mega', 'feeling'],
  ]);
  expect(findPhrase(twice, readWords('mega'), 0)?.values).toEqual(['feeling', 'degree']);
});

it('refuses a beginning of fewer than three letters, which would match half the language', () => {
  expect(() => bindPhrases([['ab*', 1]])).toThrow(RangeError);
});

it('lists are separated by commas and new lines', () => {
  expect(patternsIn(' a b,\n c*,, d\n')).toEqual(['a b', 'c*', 'd']);
});
