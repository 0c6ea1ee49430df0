import type { FollowUp, SurveyDocument } from '#survey-documents';
import { problemsOf } from './survey-problems.rules.js';

const text = (en = 'Text') => ({ en });
const choices = [
  { id: 'a', text: text() },
  { id: 'b', text: text() },
];
const why: FollowUp = { id: 'why', kind: 'single_choice', question: text(), choices };
const speed: FollowUp = { id: 'speed', kind: 'rating', question: text(), max: 4 };
const words: FollowUp = { id: 'words', kind: 'text', question: text() };
const survey = (fields: Partial<SurveyDocument> = {}): SurveyDocument => ({
  name: 'Support',
  metric: 'nps',
  fallbackLanguage: 'en',
  question: text(),
  followUps: [],
  ...fields,
});
const asking = (...followUps: object[]) => survey({ followUps: followUps as FollowUp[] });
const afterWhy = (answer: object) => asking(why, { ...words, showIf: { answer: { questionId: 'why', ...answer } } });

describe('a survey', () => {
  it.each<[string, SurveyDocument]>([
    ['with no follow-ups', survey()],
    [
      'with an unconditional follow-up of each kind',
      asking(why, { ...why, id: 'w2', kind: 'multiple_choice' }, speed, words),
    ],
    [
      'with a chain of conditions',
      asking(
        why,
        { ...speed, showIf: { bands: ['detractor'], answer: { questionId: 'why', choices: ['a'] } } },
        {
          ...words,
          showIf: { scores: { from: 0, to: 3 }, answer: { questionId: 'speed', ratings: { from: 1, to: 2 } } },
        },
      ),
    ],
    ['in another fallback language', survey({ fallbackLanguage: 'pt-BR', question: { 'pt-BR': 'Oi?' } })],
    [
      'with branding',
      survey({ branding: { name: 'Acme', color: '#1D4ED8', logoUrl: 'https://acme.example/logo.svg' } }),
    ],
    ['with thanks by category', survey({ thanks: { detractor: text('Sorry.'), promoter: text('Great!') } })],
  ])('%s can be published', (_, document) => {
    expect(problemsOf(document)).toEqual([]);
  });

  it.each<[string, SurveyDocument, string, string]>([
    ['no name', survey({ name: ' ' }), 'name', 'is empty'],
    [
      'thanks to a category of others',
      survey({ thanks: { positive: text() } }),
      'thanks.positive',
      'no category of nps',
    ],
    [
      'thanks without the fallback language',
      survey({ thanks: { passive: { de: 'D' } } }),
      'thanks.passive.en',
      'missing',
    ],
    [
      'a question without the fallback language',
      survey({ question: { de: 'Wie?' } }),
      'question.en',
      'fallback language',
    ],
    ['an empty translation', survey({ question: { en: 'How?', de: ' ' } }), 'question.de', 'is empty'],
    [
      'a question of 501 characters',
      survey({ question: text('x'.repeat(501)) }),
      'question.en',
      '501 characters, and 500',
    ],
    [
      '21 follow-ups',
      asking(...Array.from({ length: 21 }, (_, place) => ({ ...words, id: `q${place}` }))),
      'followUps',
      '21 questions, and 20',
    ],
    ['two follow-ups of one id', asking(words, words), 'followUps.1.id', 'at place 0'],
    ['an id with a blank', asking({ ...words, id: 'my words' }), 'followUps.0.id', 'must be 1 to 40'],
    ['one choice', asking({ ...why, choices: [choices[0]] }), 'followUps.0.choices', '2 to 20, and are 1'],
    ['no choices', asking({ ...why, choices: undefined }), 'followUps.0.choices', 'and are 0'],
    [
      'two choices of one id',
      asking({ ...why, choices: [choices[0], choices[0]] }),
      'followUps.0.choices.1.id',
      'at place 0',
    ],
    [
      'a choice without the fallback language',
      asking({ ...why, choices: [choices[0], { id: 'b', text: { pt: 'Oi' } }] }),
      'followUps.0.choices.1.text.en',
      'fallback language',
    ],
    ['choices of a text', asking({ ...words, choices }), 'followUps.0.choices', 'not for text'],
    ['a highest rating of a text', asking({ ...words, max: 5 }), 'followUps.0.max', 'not for text'],
    ['a highest rating of 11', asking({ ...speed, max: 11 }), 'followUps.0.max', 'from 2 to 10'],
    ['a condition that says nothing', asking({ ...words, showIf: {} }), 'followUps.0.showIf', 'says nothing'],
    ['no bands', asking({ ...words, showIf: { bands: [] } }), 'followUps.0.showIf.bands', 'is empty'],
    [
      'a promoter of CSAT',
      { ...asking({ ...words, showIf: { bands: ['promoter'] } }), metric: 'csat' },
      'followUps.0.showIf.bands.0',
      'negative, neutral, positive for csat',
    ],
    [
      'a score of 11',
      asking({ ...words, showIf: { scores: { from: 9, to: 11 } } }),
      'followUps.0.showIf.scores',
      '0 to 10',
    ],
    [
      'a score of 0 of CES',
      { ...asking({ ...words, showIf: { scores: { from: 0, to: 3 } } }), metric: 'ces' },
      'followUps.0.showIf.scores',
      '1 to 7',
    ],
    [
      'a range from high to low',
      asking({ ...words, showIf: { scores: { from: 6, to: 0 } } }),
      'followUps.0.showIf.scores',
      '0 to 10',
    ],
    [
      'half a score',
      asking({ ...words, showIf: { scores: { from: 0.5, to: 6 } } }),
      'followUps.0.showIf.scores',
      '0 to 10',
    ],
    [
      'bands and scores that exclude each other',
      asking({ ...words, showIf: { bands: ['promoter'], scores: { from: 0, to: 6 } } }),
      'followUps.0.showIf',
      'no score leads',
    ],
    [
      'an answer that only other scores can give',
      asking(
        { ...why, showIf: { bands: ['detractor'] } },
        { ...words, showIf: { bands: ['promoter'], answer: { questionId: 'why', choices: ['a'] } } },
      ),
      'followUps.1.showIf',
      'no score leads',
    ],
    [
      'an answer to nothing',
      afterWhy({ questionId: 'nothing', choices: ['a'] }),
      'followUps.1.showIf.answer.questionId',
      'no question nothing',
    ],
    [
      'an answer that comes later',
      asking({ ...words, showIf: { answer: { questionId: 'why', choices: ['a'] } } }, why),
      'followUps.0.showIf.answer.questionId',
      'comes later',
    ],
    [
      'its own answer',
      asking({ ...why, showIf: { answer: { questionId: 'why', choices: ['a'] } } }),
      'followUps.0.showIf.answer.questionId',
      'why → why',
    ],
    [
      'an answer in free text',
      asking(words, { ...why, showIf: { answer: { questionId: 'words', choices: ['a'] } } }),
      'followUps.1.showIf.answer.questionId',
      'free text',
    ],
    [
      'a choice that is not there',
      afterWhy({ choices: ['a', 'z'] }),
      'followUps.1.showIf.answer.choices.1',
      'no choice z',
    ],
    ['no choice at all', afterWhy({}), 'followUps.1.showIf.answer.choices', 'at least one'],
    [
      'a rating of a choice',
      afterWhy({ ratings: { from: 1, to: 2 } }),
      'followUps.1.showIf.answer.ratings',
      'no rating',
    ],
    [
      'a rating that is not there',
      asking(speed, { ...words, showIf: { answer: { questionId: 'speed', ratings: { from: 1, to: 5 } } } }),
      'followUps.1.showIf.answer.ratings',
      '1 to 4',
    ],
    [
      'a choice of a rating',
      asking(speed, { ...words, showIf: { answer: { questionId: 'speed', choices: ['a'] } } }),
      'followUps.1.showIf.answer.choices',
      'is a rating',
    ],
    ['a colour in words', survey({ branding: { color: 'red' } }), 'branding.color', '#1d4ed8'],
    [
      'a logo over http',
      survey({ branding: { logoUrl: 'http://acme.example/logo.png' } }),
      'branding.logoUrl',
      'https',
    ],
    [
      'a logo that ends the policy',
      survey({ branding: { logoUrl: 'https://acme.example/;script-src' } }),
      'branding.logoUrl',
      'https',
    ],
    ['a script for a logo', survey({ branding: { logoUrl: 'javascript:alert(1)' } }), 'branding.logoUrl', 'https'],
    [
      'a footer in no fallback language',
      survey({ branding: { footer: { de: 'x' } } }),
      'branding.footer.en',
      'missing',
    ],
    [
      'a footer of pages',
      survey({ branding: { footer: { en: 'x'.repeat(501) } } }),
      'branding.footer.en',
      '500 at most',
    ],
    ['an empty sender', survey({ branding: { name: '' } }), 'branding.name', '1 to 100'],
  ])('with %s is told so, and where', (_, document, field, reason) => {
    expect(problemsOf(document)).toEqual([{ field, reason: expect.stringContaining(reason) }]);
  });

  it('is told of each place of a circle', () => {
    const document = asking(
      { ...why, showIf: { answer: { questionId: 'speed', ratings: { from: 1, to: 2 } } } },
      { ...speed, showIf: { answer: { questionId: 'why', choices: ['a'] } } },
    );
    expect(problemsOf(document)).toEqual([
      { field: 'followUps.0.showIf.answer.questionId', reason: 'leads in a circle: why → speed → why' },
      { field: 'followUps.1.showIf.answer.questionId', reason: 'leads in a circle: speed → why → speed' },
    ]);
  });

  it('is told that its languages are none', () => {
    const fields = problemsOf(survey({ fallbackLanguage: 'English', question: { English: 'x' } })).map(
      (it) => it.field,
    );
    expect(fields).toEqual(['fallbackLanguage', 'question.English']);
  });

  it('is told everything that is wrong at once', () => {
    const document = survey({ name: '', question: {}, followUps: [{ ...why, choices: [] }] });
    expect(problemsOf(document).map(({ field }) => field)).toEqual(['name', 'question.en', 'followUps.0.choices']);
  });
});
