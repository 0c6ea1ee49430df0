import fc from 'fast-check';
import { currentTaxonomy } from '../taxonomy/current-taxonomy.rules.js';
import { RULES_VERSION, readComment } from './insight.rules.js';

describe('readComment', () => {
  it.each(['', '   ', '\n\t', '...', '?!', '—', '@someone https://example.org/a'])(
    'has nothing to say about %p',
    (text) => {
      expect(readComment(text, currentTaxonomy)).toBeNull();
    },
  );

  it('says language, sentiment, themes and evidence under the versions that found them', () => {
    expect(readComment('Suporte ótimo, mas muito caro', currentTaxonomy)).toEqual({
      language: 'pt',
      sentiment: {
        label: 'mixed',
        score: expect.any(Number),
        words: [
          { text: 'ótimo', start: 8, end: 13, weight: 3 },
          { text: 'muito caro', start: 19, end: 29, weight: -2 },
        ],
      },
      themes: [
        {
          theme: 'support',
          sentiment: { label: 'positive', score: 0.5 },
          words: [{ text: 'Suporte', start: 0, end: 7 }],
        },
        {
          theme: 'pricing',
          sentiment: { label: 'negative', score: -0.4 },
          words: [{ text: 'caro', start: 25, end: 29 }],
        },
      ],
      evidence: [
        { text: 'Suporte', start: 0, end: 7, shows: 'support' },
        { text: 'ótimo', start: 8, end: 13, shows: 'positive' },
        { text: 'muito caro', start: 19, end: 29, shows: 'negative' },
        { text: 'caro', start: 25, end: 29, shows: 'pricing' },
      ],
      taxonomyVersion: currentTaxonomy.version,
      rulesVersion: RULES_VERSION,
    });
  });

  it.each([0, 5, 10])('reads the same sentiment whatever the score, here %d', (score) => {
    expect(readComment('Péssimo atendimento', currentTaxonomy, { score })!.sentiment.label).toBe('negative');
  });

  it.each([
    ['Péssimo atendimento', 10, true],
    ['Ótimo atendimento', 0, true],
    ['Ótimo atendimento', 10, false],
    ['Ótimo atendimento', 7, false],
    ['Atendimento', 0, false],
  ])('"%s" with a %d contradicts the score: %p', (text, score, contradictsScore) => {
    expect(readComment(text, currentTaxonomy, { score })).toMatchObject({ contradictsScore });
  });

  it('shows only words that stand in the text, and a score within its scale, whatever the text', () => {
    const word = fc.constantFrom(
      'não',
      'bom',
      'support',
      'slow',
      ',',
      '.',
      'but',
      '👍',
      'gut',
      'nicht',
      "l'aide",
      'ruuuim',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.array(word).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const insight = readComment(text, currentTaxonomy);
        if (!insight) return;
        expect(Math.abs(insight.sentiment.score)).toBeLessThan(1);
        for (const { text: shown, start, end } of insight.evidence) expect(text.slice(start, end)).toBe(shown);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    'good support ',
    'not ',
    'a.',
    'good,',
    'a@a.',
    ' -',
    "a'",
    'e\u0301',
    'http://',
    'bom mas ',
    'nicht gut ',
    ':(',
  ])('reads 40,000 characters of %p in linear time', (piece) => {
    const timeFor = (length: number) => {
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
      const times = Array.from({ length: 3 }, () => {
        const start = performance.now();
        readComment(text, currentTaxonomy);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    // Quadratic reading would take 64 times as long; the constant absorbs a busy machine.
    expect(timeFor(40_000)).toBeLessThan(32 * timeFor(5_000) + 50);
  });
});
