import { PLAIN_NPS } from '#survey-documents';
import { acceptedLanguages, chooseLanguage, languagesOf, splitVersionId, stateOf } from './open-link.rules.js';

const now = new Date('2026-03-01T12:00:00Z');
const earlier = new Date('2026-03-01T11:00:00Z');
const later = new Date('2026-03-01T13:00:00Z');
const open = { opensAt: null, closesAt: null, closedAt: null, answerCap: null, answers: 0 };

describe('an open link', () => {
  it.each([
    [{}, 'open'],
    [{ opensAt: earlier, closesAt: later }, 'open'],
    [{ opensAt: later }, 'not_open_yet'],
    [{ closesAt: now }, 'closed'],
    [{ closedAt: earlier, opensAt: later }, 'closed'],
    [{ answerCap: 3, answers: 2 }, 'open'],
    [{ answerCap: 3, answers: 3 }, 'full'],
  ])('with %j is %s', (change, state) => {
    expect(stateOf({ ...open, ...change }, now)).toBe(state);
  });

  it('asks in the languages it names that its survey has, or in all of these', () => {
    const survey = { ...PLAIN_NPS, question: { en: 'How?', de: 'Wie?' } };
    expect(languagesOf(null, survey)).toEqual(['en', 'de']);
    expect(languagesOf(['de', 'fr'], survey)).toEqual(['de']);
    expect(languagesOf(['fr'], survey)).toEqual(['en', 'de']);
    expect(languagesOf(null, PLAIN_NPS)).toEqual(['en']);
  });

  it.each([
    [['de'], 'de'],
    [['fr', 'de-AT'], 'de'],
    [['pt'], 'pt-BR'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('asks who wants %j in %s', (wanted, language) => {
    expect(chooseLanguage(['de', 'en', 'pt-BR'], wanted, 'en')).toBe(language);
  });

  it('asks in the first of its languages where the fallback is none of them', () => {
    expect(chooseLanguage(['de', 'es'], ['fr'], 'en')).toBe('de');
  });

  it('reads what a browser accepts, and the version in an id', () => {
    expect(acceptedLanguages('de-AT,de;q=0.9, en;q=0.8')).toEqual(['de-AT', 'de', 'en']);
    expect(acceptedLanguages(undefined)).toEqual([]);
    expect(splitVersionId('nps@home@12')).toEqual({ surveyId: 'nps@home', surveyVersion: 12 });
  });
});
