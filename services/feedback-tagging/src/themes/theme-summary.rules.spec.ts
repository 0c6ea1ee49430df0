import { spanOf, summarize } from './theme-summary.rules.js';

describe('summarize', () => {
  it('makes one row per theme, the most spoken of first', () => {
    expect(
      summarize([
        { theme: 'price', sentiment: 'negative', count: 2 },
        { theme: 'support', sentiment: 'positive', count: 3 },
        { theme: 'support', sentiment: 'mixed', count: 1 },
        { theme: 'ease-of-use', sentiment: 'neutral', count: 2 },
      ]),
    ).toEqual([
      { theme: 'support', total: 4, positive: 3, neutral: 0, negative: 0, mixed: 1 },
      { theme: 'ease-of-use', total: 2, positive: 0, neutral: 2, negative: 0, mixed: 0 },
      { theme: 'price', total: 2, positive: 0, neutral: 0, negative: 2, mixed: 0 },
    ]);
  });
});

it.each([
  [{}, { from: '2026-01-01', to: '2026-03-31' }],
  [{ to: '2026-03-30' }, { from: '2025-12-31', to: '2026-03-30' }],
  [{ from: '2020-01-01' }, { from: '2020-01-01', to: '2026-03-31' }],
])('takes for %j the days %j', (asked, span) => {
  expect(spanOf(asked, '2026-03-31')).toEqual(span);
});
