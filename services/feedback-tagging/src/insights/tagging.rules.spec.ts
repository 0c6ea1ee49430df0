import { LONGEST_TEXT, tag } from './tagging.rules.js';

describe('tag', () => {
  it.each(['', '   ', '\n\t', '...', '?!', '—', '\u200B', '-_-'])('finds nothing in %j', (text) => {
    expect(tag(text)).toBeNull();
  });

  it('names the words that show a theme, each once', () => {
    const { themes } = tag('The support was great. Great support! Support, support.')!;
    expect(themes.find(({ theme }) => theme === 'support')?.evidence).toEqual(['support', 'Support']);
  });

  it.each([
    ['ten thousand emoji', '😡'.repeat(10_000)],
    ['lone surrogates', '\uD83D support \uDE00 great \uD800'],
    ['text from right to left', 'الدعم ممتاز \u202Eسيء\u202C שירות גרוע'],
    ['a very long word', `support${'x'.repeat(100_000)}`],
    ['the same word again and again', 'support great '.repeat(10_000)],
    ['combining marks without end', `e${'\u0301'.repeat(30_000)}`],
    ['names of objects in JavaScript', 'constructor __proto__ toString support hasOwnProperty'],
    ['what looks like markup and SQL', `<script>alert(1)</script> '); DROP TABLE insights; --`],
  ])('reads %s in well under a second, and what it keeps is small and well-formed', (_, text) => {
    const before = performance.now();
    const tagged = tag(text);
    expect(performance.now() - before).toBeLessThan(1_000);
    const { evidence: _spans, comment, ...kept } = tagged!;
    expect(comment.length).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(JSON.stringify(kept).length).toBeLessThan(40_000);
    expect(JSON.stringify(tagged)).not.toMatch(/\\ud[89a-f]/i);
  });
});
