import { currentTaxonomy } from '../taxonomy/current-taxonomy.rules.js';
import { readComment } from './insight.rules.js';

const languageOf = (text: string, expected?: 'pt' | 'es') =>
  readComment(text, currentTaxonomy, expected && { language: expected })?.language;

describe('the language of a comment', () => {
  it.each([
    ['en', 'Great product, but support is slow.'],
    ['en', 'easy to use'],
    ['en', 'Thanks!'],
    ['en', 'the new dashboard keeps crashing'],
    ['pt', 'Muito bom'],
    ['pt', 'praticidade'],
    ['pt', 'NAO FUNCIONA'],
    ['pt', 'otimo atendimento'],
    ['pt', 'O sistema é lento e cai toda hora'],
    ['pt', 'muuuito bom'],
    ['es', 'Muy bueno'],
    ['es', 'El soporte nunca responde'],
    ['es', 'La aplicación es fácil de usar'],
    ['de', 'Sehr gut'],
    ['de', 'schoen und schnell'],
    ['de', 'Die App stürzt ständig ab'],
    ['fr', 'Très bien'],
    ['fr', "L'équipe est à l'écoute"],
    ['fr', 'trop cher'],
  ])('is %s in "%s"', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each([
    ['a letter', 'a'],
    ['a number', '10'],
    ['an emoji', '👍'],
    ['a mashed key', 'nnnnnnnnnnnnnnnnn'],
    ['a word that two languages share', 'excelente'],
    ['Italian', 'il servizio è molto buono e veloce'],
    ['Dutch', 'heel goed product, snelle levering'],
    ['Polish', 'bardzo dobra obsługa klienta'],
    ['Russian', 'Отличный сервис'],
    ['Japanese', '素晴らしいサービス'],
  ])('is unknown for %s', (_, text) => {
    expect(languageOf(text)).toBe('und');
  });

  it('is the expected one where the words fit two equally, and only there', () => {
    expect(languageOf('excelente', 'pt')).toBe('pt');
    expect(languageOf('excelente', 'es')).toBe('es');
    expect(languageOf('O sistema não funciona', 'es')).toBe('pt');
    expect(languageOf('Отличный сервис', 'es')).toBe('und');
  });
});
