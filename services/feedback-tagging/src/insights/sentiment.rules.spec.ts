import { currentTaxonomy } from '../taxonomy/current-taxonomy.rules.js';
import { readComment } from './insight.rules.js';
import { judge } from './sentiment.rules.js';

const sentimentOf = (text: string) => readComment(text, currentTaxonomy)!.sentiment;

describe('judge', () => {
  it.each([
    [[], 'neutral', 0],
    [[2], 'positive', 0.4],
    [[-2], 'negative', -0.4],
    [[3, 3], 'positive', 0.667],
    [[3, -1], 'positive', 0.4],
    [[2, -2], 'mixed', 0],
    [[2, -1], 'mixed', 0.25],
  ] as const)('of %p is %s, %d', (weights, label, score) => {
    expect(judge(weights.map((weight) => ({ weight })))).toEqual({ label, score });
  });
});

describe('the sentiment of a comment', () => {
  it.each([
    ['positive', 'The onboarding was excellent'],
    ['positive', 'no problems at all'],
    ['positive', 'not bad'],
    ['positive', "can't wait to renew"],
    ['positive', 'Soooo goood!!!'],
    ['positive', '👍👍'],
    ['positive', 'PELO ATENDIMENTO OTIMO'],
    ['positive', 'resolveram o problema rapidamente'],
    ['positive', 'não tenho reclamações'],
    ['positive', 'Sin problemas, muy recomendable'],
    ['positive', 'Kein Problem, sehr nette Mitarbeiter'],
    ['positive', "Rien à redire, l'équipe est au top"],
    ['negative', 'not good'],
    ['negative', "I can't log in"],
    ['negative', 'This is not very helpful'],
    ['negative', 'Não gostei'],
    ['negative', 'nao funciona'],
    ['negative', 'o sistema trava e cai muito'],
    ['negative', 'No funciona'],
    ['negative', 'demasiado caro y lento'],
    ['negative', 'Gefällt mir leider nicht'],
    ['negative', 'Der Kundenservice ist schlecht'],
    ['negative', 'ça ne fonctionne pas'],
    ['negative', "Le service client n'est pas bon"],
    ['negative', '😡'],
    ['mixed', 'Good product, bad support'],
    ['mixed', 'sistema bom, atendimento ruim'],
    ['neutral', 'We use it on Mondays'],
    ['neutral', 'bom dia'],
    ['neutral', 'ok'],
  ])('is %s in "%s"', (label, text) => {
    expect(sentimentOf(text).label).toBe(label);
  });

  it('is stronger with more words, with emphasis and with stretched letters, and weaker with a softener', () => {
    const { score } = sentimentOf('o sistema é bom');
    expect(sentimentOf('o sistema é muito bom').score).toBeGreaterThan(score);
    expect(sentimentOf('o sistema é booooom').score).toBeGreaterThan(score);
    expect(sentimentOf('o sistema é bom e rápido').score).toBeGreaterThan(score);
    expect(sentimentOf('the system is somewhat good').score).toBeLessThan(sentimentOf('the system is good').score);
  });

  it('leans to what comes after "but"', () => {
    expect(sentimentOf('The product is good but the support is bad').score).toBeLessThan(0);
    expect(sentimentOf('The support is bad but the product is good').score).toBeGreaterThan(0);
    expect(sentimentOf('O suporte é ruim, mas o produto é bom').score).toBeGreaterThan(0);
  });

  it('does not carry a negation over a comma or a long way', () => {
    expect(sentimentOf('No, it is good').score).toBeGreaterThan(0);
    expect(sentimentOf('We did not know how many of our people find it great').score).toBeGreaterThan(0);
  });

  it('takes "not only" for no negation', () => {
    expect(sentimentOf('not only fast and friendly').label).toBe('positive');
  });

  it('names the words that show it, with the negation that turns them', () => {
    const text = '😀 O suporte não é muito bom!';
    expect(sentimentOf(text).words).toEqual([
      { text: '😀', start: 0, end: 2, weight: 2 },
      { text: 'não é muito bom', start: 13, end: 28, weight: expect.closeTo(-1.68, 5) },
    ]);
  });
});
