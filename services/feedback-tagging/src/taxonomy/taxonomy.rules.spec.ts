import { LANGUAGES } from '../insights/language-profiles.rules.js';
import { bindCues } from '../insights/themes.rules.js';
import { currentTaxonomy } from './current-taxonomy.rules.js';
import { problemsOf, type Theme } from './taxonomy.rules.js';

const theme = (id: string, cue = 'x'): Theme => ({
  id,
  name: id,
  cues: { en: cue, pt: 'x', es: 'x', de: 'x', fr: 'x' },
});

describe('the current taxonomy', () => {
  it('is sound, and each of its cues can be looked for', () => {
    expect(problemsOf(currentTaxonomy)).toEqual([]);
    for (const language of LANGUAGES) expect(() => bindCues(currentTaxonomy, language)).not.toThrow();
  });

  it('covers what B2B customers speak of', () => {
    const ids = currentTaxonomy.themes.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['onboarding', 'usability', 'performance', 'reliability', 'support', 'pricing']),
    );
    expect(ids).toEqual(expect.arrayContaining(['features', 'integrations', 'documentation', 'billing', 'delivery']));
    expect(ids).toEqual(expect.arrayContaining(['account-management', 'mobile', 'data', 'security']));
  });
});

describe('problemsOf', () => {
  it.each([
    ['first', [theme('a')], 'version first is not year.number'],
    ['2026.1', [theme('a'), theme('a')], 'a comes twice'],
    ['2026.1', [theme('A b')], 'A b is no id'],
    ['2026.1', [theme('a.b')], 'a.b has no parent'],
    ['2026.1', [theme('a', ' ')], 'a has no cues in en'],
  ])('in version %s of %p are: %s', (version, themes, problem) => {
    expect(problemsOf({ version, themes })).toEqual([problem]);
  });
});
