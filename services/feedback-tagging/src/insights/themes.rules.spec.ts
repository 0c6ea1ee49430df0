import { currentTaxonomy } from '../taxonomy/current-taxonomy.rules.js';
import { readComment } from './insight.rules.js';

const themesOf = (text: string) =>
  Object.fromEntries(
    readComment(text, currentTaxonomy)!.themes.map(({ theme, sentiment }) => [theme, sentiment.label]),
  );

describe('the themes of a comment', () => {
  it.each<[string, Record<string, string>]>([
    ['Great product, but support is slow.', { product: 'positive', 'support.responsiveness': 'negative' }],
    ['The app is slow', { product: 'negative', performance: 'negative' }],
    [
      'Support was great, quick and friendly',
      { 'support.responsiveness': 'positive', 'support.friendliness': 'positive', support: 'positive' },
    ],
    ['I love the reports and the integrations', { data: 'positive', integrations: 'positive' }],
    ['The API: excellent', { integrations: 'positive' }],
    ['Invoices are always wrong. Pricing is fair.', { billing: 'negative', pricing: 'positive' }],
    ['praticidade', { usability: 'positive' }],
    ['O sistema é excelente', { product: 'positive' }],
    ['Atendimento rápido e eficiente', { 'support.responsiveness': 'positive', 'support.effectiveness': 'positive' }],
    ['muito caro', { pricing: 'negative' }],
    ['Vídeos e tutoriais', { documentation: 'neutral' }],
    ['La aplicación se cae', { product: 'negative', reliability: 'negative' }],
    [
      'Der Support ist super, aber die App stürzt ständig ab',
      { support: 'positive', product: 'negative', 'reliability.bugs': 'negative' },
    ],
    ['Service client injoignable', { 'support.responsiveness': 'negative' }],
    ['La livraison était en retard', { delivery: 'negative' }],
    ['ok', {}],
  ])('"%s" speaks of %p', (text, themes) => {
    expect(themesOf(text)).toEqual(themes);
  });

  it('come with the words that show them, those of the parent included', () => {
    const [theme] = readComment('Hmm. Suporte muito lento', currentTaxonomy)!.themes;
    expect(theme).toEqual({
      theme: 'support.responsiveness',
      sentiment: { label: 'negative', score: expect.any(Number) },
      words: [
        { text: 'Suporte', start: 5, end: 12 },
        { text: 'lento', start: 19, end: 24 },
      ],
    });
  });
});
