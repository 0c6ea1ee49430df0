import fc from 'fast-check';
import {
  type AnswerValue,
  type Condition,
  type FollowUp,
  type SurveyDocument,
  scoresOf,
  walk,
} from '#survey-documents';
import { problemsOf } from './survey-problems.rules.js';

const text = { en: 'Text' };
const ids = ['a', 'b', 'c', 'd'];
const range = fc.record({ from: fc.integer({ min: 0, max: 5 }), to: fc.integer({ min: 2, max: 10 }) });
const bands = fc.subarray(['detractor', 'passive', 'promoter', 'negative', 'positive']);
const answer = fc.record(
  { questionId: fc.constantFrom(...ids), choices: fc.subarray(['x', 'y'], { minLength: 1 }), ratings: range },
  { requiredKeys: ['questionId'] },
);
const followUp = fc.record(
  {
    id: fc.constantFrom(...ids),
    kind: fc.constantFrom('text', 'single_choice', 'multiple_choice', 'rating'),
    showIf: fc.record({ bands, scores: range, answer }, { requiredKeys: [] }),
  },
  { requiredKeys: ['id', 'kind'] },
);
const surveys = fc.record({
  metric: fc.constantFrom('nps', 'csat', 'ces'),
  followUps: fc.uniqueArray(followUp, { selector: ({ id }) => id, maxLength: 4 }),
});

function complete({ metric, followUps }: { metric: string; followUps: { kind: string }[] }): SurveyDocument {
  const choices = [
    { id: 'x', text },
    { id: 'y', text },
  ];
  const asked = followUps.map((it) => ({ ...it, question: text, ...(it.kind.endsWith('choice') && { choices }) }));
  return { name: 'Any', metric, fallbackLanguage: 'en', question: text, followUps: asked } as unknown as SurveyDocument;
}

/** The answer of somebody who wants to get to a question: what the questions on the way there need. */
function answerTowards(document: SurveyDocument, wanted: FollowUp): (asked: FollowUp) => AnswerValue | undefined {
  const answers = new Map<string, AnswerValue>();
  for (let at: FollowUp | undefined = wanted; at?.showIf?.answer; ) {
    const { questionId, choices, ratings }: NonNullable<Condition['answer']> = at.showIf.answer;
    answers.set(questionId, choices ? { choices: [choices[0]!] } : { rating: ratings!.from });
    at = document.followUps.find(({ id }) => id === questionId);
  }
  return ({ id }) => answers.get(id);
}

describe('a survey that can be published', () => {
  it('is walked to its end from every score, and each of its questions is reached from some score', () => {
    let published = 0;
    fc.assert(
      fc.property(surveys.map(complete), (document) => {
        if (problemsOf(document).length > 0) return;
        published += document.followUps.length > 0 ? 1 : 0;
        for (const score of scoresOf(document.metric)) {
          const shown = walk(document, score, () => ({ choices: ['x'], rating: 1 }));
          expect(new Set(shown).size).toBe(shown.length);
        }
        for (const wanted of document.followUps) {
          const towards = answerTowards(document, wanted);
          const reached = scoresOf(document.metric).some((score) => walk(document, score, towards).includes(wanted));
          expect(reached).toBe(true);
        }
      }),
      { numRuns: 3_000, seed: 20_261_122 },
    );
    expect(published).toBeGreaterThan(100);
  });

  it('shows a question only after the answer that it needs was given to a question that was shown', () => {
    const document = complete({
      metric: 'nps',
      followUps: [
        { id: 'a', kind: 'single_choice', showIf: { bands: ['detractor'] } },
        { id: 'b', kind: 'text', showIf: { answer: { questionId: 'a', choices: ['x'] } } },
      ] as never,
    });
    const idsAt = (score: number, choice: string) =>
      walk(document, score, () => ({ choices: [choice] })).map(({ id }) => id);
    expect(idsAt(6, 'x')).toEqual(['a', 'b']);
    expect(idsAt(6, 'y')).toEqual(['a']);
    expect(idsAt(7, 'x')).toEqual([]);
  });
});
