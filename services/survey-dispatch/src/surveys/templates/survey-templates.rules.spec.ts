import { walk } from '#survey-documents';
import { problemsOf } from '../survey-problems.rules.js';
import { TEMPLATES } from './survey-templates.rules.js';

describe.each(Object.entries(TEMPLATES))('the template %s', (_, document) => {
  it('can be published as it is', () => {
    expect(problemsOf(document)).toEqual([]);
  });

  it('has every text in all of its languages', () => {
    const texts = [
      document.question,
      ...document.followUps.flatMap((it) => [it.question, ...(it.choices ?? []).map(({ text }) => text)]),
    ];
    for (const text of texts) expect(Object.keys(text)).toEqual(['en', 'pt', 'de', 'es', 'fr']);
  });

  it('asks a detractor for the words only where no choice fits', () => {
    const shownAt = (score: number, choice: string) =>
      walk(document, score, () => ({ choices: [choice] })).map(({ id }) => id);
    expect(shownAt(3, 'other')).toContain('disappointment_words');
    expect(shownAt(3, 'product')).not.toContain('disappointment_words');
    expect(shownAt(9, 'other')).not.toContain('disappointment');
  });
});
