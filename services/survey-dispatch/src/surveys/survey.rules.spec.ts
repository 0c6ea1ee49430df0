import { chooseLanguage } from './survey.rules.js';

const questions = { en: 'How likely?', pt: 'Qual a probabilidade?', 'fr-CA': 'Quelle est la probabilité?' };

describe('chooseLanguage', () => {
  it.each([
    ['pt', 'pt'],
    ['pt-BR', 'pt'],
    ['PT_br', 'pt'],
    ['fr-CA', 'fr-CA'],
    ['fr', 'en'],
    ['ja-JP', 'en'],
    ['toString', 'en'],
    ['', 'en'],
    [null, 'en'],
  ])('asks a contact with the locale %p in %p', (locale, language) => {
    expect(chooseLanguage(locale, questions)).toBe(language);
  });

  it.each([['ja'], [null]])('asks a contact with the locale %p in the survey’s own fallback language', (locale) => {
    expect(chooseLanguage(locale, questions, 'fr-CA')).toBe('fr-CA');
  });
});
