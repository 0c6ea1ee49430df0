import { tidyText, withAnswers } from './follow-up-answers.rules.js';
import type { Questionnaire } from './survey-document.rules.js';
import { shownFollowUps } from './survey-walk.rules.js';

const text = { en: 'Text' };
const choices = ['slow', 'rude', 'other'].map((id) => ({ id, text }));
const survey: Questionnaire = {
  metric: 'nps',
  fallbackLanguage: 'en',
  followUps: [
    { id: 'value', kind: 'rating', question: text, max: 5 },
    { id: 'why', kind: 'single_choice', question: text, choices, showIf: { bands: ['detractor'] } },
    { id: 'words', kind: 'text', question: text, showIf: { answer: { questionId: 'why', choices: ['other'] } } },
    { id: 'liked', kind: 'multiple_choice', question: text, choices, showIf: { scores: { from: 9, to: 10 } } },
    {
      id: 'poor',
      kind: 'text',
      question: text,
      showIf: { answer: { questionId: 'value', ratings: { from: 1, to: 2 } } },
    },
  ],
};
const value = (rating: number) => ({ questionId: 'value', kind: 'rating' as const, rating });
const why = (choice: string) => ({ questionId: 'why', kind: 'single_choice' as const, choices: [choice] });
const words = { questionId: 'words', kind: 'text' as const, text: 'Hm.' };

describe('follow-up questions', () => {
  it.each([
    [3, [], ['value', 'why']],
    [3, [why('other')], ['value', 'why', 'words']],
    [3, [why('slow'), value(2)], ['value', 'why', 'poor']],
    [8, [why('other')], ['value']],
    [9, [value(3)], ['value', 'liked']],
  ])('after %j and %j are %j', (score, answers, ids) => {
    const given = new Map(answers.map((it) => [it.questionId, it]));
    expect(shownFollowUps(survey, score, given).map(({ id }) => id)).toEqual(ids);
  });
});

describe('withAnswers', () => {
  it('keeps answers in the order of the questions, tidied', () => {
    const given = [
      { questionId: 'words', text: ' Hm.\r\n ' },
      { questionId: 'why', choices: ['other'] },
    ];
    expect(withAnswers(survey, 2, [value(4)], given)).toEqual({
      answers: [value(4), why('other'), words],
      problems: [],
    });
    const liked = [{ questionId: 'liked', choices: ['other', 'slow'] }];
    expect(withAnswers(survey, 10, [], liked).answers).toEqual([
      { questionId: 'liked', kind: 'multiple_choice', choices: ['slow', 'other'] },
    ]);
  });

  it.each([
    ['another choice', 2, [{ questionId: 'why', choices: ['slow'] }], [value(4), why('slow')]],
    ['a better score', 9, [], [value(4)]],
    ['an answer without a value', 2, [{ questionId: 'why' }], [value(4)]],
    ['an empty text', 2, [{ questionId: 'words', text: ' ' }], [value(4), why('other')]],
    ['no choices', 2, [{ questionId: 'why', choices: [] }], [value(4)]],
  ])('takes away what %s leaves without a question or a value', (_, score, given, answers) => {
    expect(withAnswers(survey, score, [value(4), why('other'), words], given)).toEqual({ answers, problems: [] });
  });

  it.each<[string, number, object, string, string]>([
    ['an unknown question', 5, { questionId: 'colour', text: 'red' }, 'questionId', 'no question colour'],
    ['a choice that is not there', 5, { questionId: 'why', choices: ['late'] }, 'choices.0', 'no choice late'],
    ['two choices of one', 5, { questionId: 'why', choices: ['slow', 'rude'] }, 'choices', 'one is possible'],
    ['a choice twice', 9, { questionId: 'liked', choices: ['slow', 'slow'] }, 'choices', 'twice'],
    [
      'a question that is asked of others',
      9,
      { questionId: 'why', choices: ['slow'] },
      'questionId',
      'was not to be asked',
    ],
    [
      'a question whose answer was not given',
      5,
      { questionId: 'words', text: 'Hm.' },
      'questionId',
      'was not to be asked',
    ],
    ['a rating of 6', 5, { questionId: 'value', rating: 6 }, 'rating', 'from 1 to 5'],
    ['a rating of 0', 5, { questionId: 'value', rating: 0 }, 'rating', 'from 1 to 5'],
    ['half a rating', 5, { questionId: 'value', rating: 2.5 }, 'rating', 'whole number'],
    ['a text for a rating', 5, { questionId: 'value', text: 'good' }, 'text', 'of the kind rating'],
    ['5,001 characters', 1, { questionId: 'poor', text: 'x'.repeat(5001) }, 'text', 'more than 5000'],
  ])('refuses %s', (_, score, answer, field, reason) => {
    const { problems } = withAnswers(survey, score, [], [answer as { questionId: string }]);
    expect(problems).toEqual([{ field: `answers.0.${field}`, reason: expect.stringContaining(reason) }]);
  });

  it('refuses two answers to one question', () => {
    const { problems } = withAnswers(survey, 5, [], [value(1), value(2)]);
    expect(problems).toEqual([{ field: 'answers.1.questionId', reason: 'value is answered twice' }]);
  });
});

describe('tidyText', () => {
  it.each([
    ['  a\r\nb \n', 'a\nb'],
    [' \r\n\t ', null],
    ['', null],
    ['half \ud83d', 'half \ufffd'],
  ])('keeps %j as %j', (text, kept) => {
    expect(tidyText(text)).toBe(kept);
  });
});
