import fc from 'fast-check';
import { plainForm, readWords, spanOf } from './words.rules.js';

const plains = (text: string) => readWords(text).map((word) => word.plain);

describe('readWords', () => {
  it.each([
    ['accents and capitals', 'ÓTIMO, não É?', ['otimo', 'nao', 'é']],
    ['decomposed accents', 'o\u0301timo'.normalize('NFD'), ['otimo']],
    ['apostrophes', "don't can’t", ['dont', 'cant']],
    ['French elisions', "l'équipe n’est pas d'accord", ['l', 'equipe', 'n', 'est', 'pas', 'd', 'accord']],
    ['sharp s and ligatures', 'Spaß œuvre', ['spass', 'oeuvre']],
    ['hyphens', 'user-friendly', ['user', 'friendly']],
    ['emoji and emoticons', 'ok 👍🏽 :) ❤️', ['ok', '👍', ':)', '❤']],
    ['links and handles', 'see https://a.b/c?d=e or www.x.y, @bob!', ['see', 'or']],
    ['times and marks', 'at 10:30 - 100%', ['at', '10', '30', '100']],
    ['other scripts', 'Отлично 素晴らしい', ['отлично', '素晴らしい']],
    ['nothing', ' \n\t', []],
    ['punctuation only', '...?!;-—"', []],
  ])('reads %s', (_, text, words) => {
    expect(plains(text)).toEqual(words);
  });

  it('tells what separates words', () => {
    const gaps = readWords('Good, fast (very) - cheap. Yes\nno 3.5 x').map((word) => `${word.plain}:${word.gap}`);
    expect(gaps).toEqual([
      ...['good:sentence', 'fast:comma', 'very:comma', 'cheap:comma', 'yes:sentence'],
      ...['no:sentence', '3:none', '5:none', 'x:none'],
    ]);
  });

  it.each([
    ['muuuito', 'muuito', 'muito'],
    ['goooood', 'good', 'god'],
    ['good', 'good', undefined],
    ['1000', '1000', undefined],
  ])('looks up %s as %s, or as %s', (text, plain, squeezed) => {
    expect(readWords(text)[0]).toMatchObject(squeezed === undefined ? { plain } : { plain, squeezed });
    expect(readWords(text)[0]!.squeezed).toBe(squeezed);
  });

  it('keeps the place of every word in the original, in order, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let end = 0;
        for (const word of readWords(text)) {
          expect(text.slice(word.start, word.end)).toBe(word.text);
          expect(word.start).toBeGreaterThanOrEqual(end);
          end = word.end;
        }
      }),
    );
  });
});

it('spans count UTF-16 code units, so an emoji before a word takes two', () => {
  const text = '👍 muito bom';
  expect(spanOf(text, readWords(text), 1, 3)).toEqual({ text: 'muito bom', start: 3, end: 12 });
});

it('plain forms are the same with and without accents, except for words of one letter', () => {
  expect(plainForm('Atenção')).toBe(plainForm('atencao'));
  expect(plainForm('é')).not.toBe(plainForm('e'));
});
