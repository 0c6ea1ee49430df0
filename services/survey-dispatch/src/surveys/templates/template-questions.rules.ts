import type { Choice, Condition, FollowUp, TextByLanguage } from '#survey-documents';

/** A text in the languages of the templates. */
export function inAll(en: string, pt: string, de: string, es: string, fr: string): TextByLanguage {
  return { en, pt, de, es, fr };
}

const choice = (id: string, text: TextByLanguage): Choice => ({ id, text });

const OTHER = choice('other', inAll('Something else', 'Outra coisa', 'Etwas anderes', 'Otra cosa', 'Autre chose'));

/** How well something went, from 1 to 5. */
export function rating(id: string, question: TextByLanguage): FollowUp {
  return { id, kind: 'rating', max: 5, question };
}

/** What disappointed, for those who would not recommend; the words for it follow where none of these fits. */
export function disappointment(question: TextByLanguage, ...choices: readonly [string, TextByLanguage][]): FollowUp[] {
  const all = [...choices.map(([id, text]) => choice(id, text)), OTHER];
  return [
    { id: 'disappointment', kind: 'single_choice', question, choices: all, showIf: { bands: ['detractor'] } },
    {
      id: 'disappointment_words',
      kind: 'text',
      question: inAll(
        'In your own words: what was it?',
        'Em suas palavras: o que foi?',
        'In Ihren Worten: Was war es?',
        'Con sus palabras: ¿qué fue?',
        'Avec vos mots : qu’était-ce ?',
      ),
      showIf: { answer: { questionId: 'disappointment', choices: ['other'] } },
    },
  ];
}

/** What is missing, for those in between. */
export const IMPROVEMENT: FollowUp = {
  id: 'improvement',
  kind: 'text',
  question: inAll(
    'What one thing would make it better for you?',
    'Que mudança melhoraria a sua experiência?',
    'Was würde es für Sie besser machen?',
    '¿Qué cambio mejoraría su experiencia?',
    'Quel changement améliorerait votre expérience ?',
  ),
  showIf: { bands: ['passive'] },
};

/** What those value who recommend. */
export function valued(showIf: Condition = { bands: ['promoter'] }): FollowUp {
  return {
    id: 'valued',
    kind: 'multiple_choice',
    question: inAll(
      'What do you value most?',
      'O que você mais valoriza?',
      'Was schätzen Sie am meisten?',
      '¿Qué es lo que más valora?',
      'Qu’appréciez-vous le plus ?',
    ),
    choices: [
      choice('product', inAll('The product', 'O produto', 'Das Produkt', 'El producto', 'Le produit')),
      choice('people', inAll('The people', 'As pessoas', 'Die Menschen', 'Las personas', 'Les personnes')),
      choice('results', inAll('The results', 'Os resultados', 'Die Ergebnisse', 'Los resultados', 'Les résultats')),
      choice('price', inAll('The price', 'O preço', 'Der Preis', 'El precio', 'Le prix')),
      OTHER,
    ],
    showIf,
  };
}
