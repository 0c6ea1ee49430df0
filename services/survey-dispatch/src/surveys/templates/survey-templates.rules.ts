import type { FollowUp, SurveyDocument, TextByLanguage } from '#survey-documents';
import type { TemplateName } from './template-names.rules.js';
import { disappointment, IMPROVEMENT, inAll, rating, valued } from './template-questions.rules.js';

const PRODUCT = inAll('The product', 'O produto', 'Das Produkt', 'El producto', 'Le produit');
const SUPPORT = inAll('The support', 'O suporte', 'Der Support', 'La asistencia', 'L’assistance');
const PRICE = inAll('The price', 'O preço', 'Der Preis', 'El precio', 'Le prix');
const DISAPPOINTED = inAll(
  'What disappointed you most?',
  'O que mais decepcionou você?',
  'Was hat Sie am meisten enttäuscht?',
  '¿Qué le ha decepcionado más?',
  'Qu’est-ce qui vous a le plus déçu ?',
);
const VALUE = rating(
  'perceived_value',
  inAll(
    'How good is the value that you get for your money?',
    'Como você avalia o valor que recebe pelo que paga?',
    'Wie gut ist der Gegenwert, den Sie für Ihr Geld bekommen?',
    '¿Cómo valora lo que recibe por lo que paga?',
    'Comment jugez-vous ce que vous recevez pour votre argent ?',
  ),
);

function nps(name: string, question: TextByLanguage, followUps: FollowUp[]): SurveyDocument {
  return { name, metric: 'nps', fallbackLanguage: 'en', question, followUps };
}

/** Surveys to begin with, each in English, Portuguese, German, Spanish and French. */
export const TEMPLATES: Readonly<Record<TemplateName, SurveyDocument>> = {
  relationship: nps(
    'Relationship',
    inAll(
      'How likely are you to recommend us to a friend or colleague?',
      'Qual a probabilidade de você nos recomendar a um amigo ou colega?',
      'Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen weiterempfehlen?',
      '¿Qué probabilidad hay de que nos recomiende a un amigo o colega?',
      'Quelle est la probabilité que vous nous recommandiez à un ami ou collègue ?',
    ),
    [
      VALUE,
      ...disappointment(DISAPPOINTED, ['product', PRODUCT], ['support', SUPPORT], ['price', PRICE]),
      IMPROVEMENT,
      valued(),
    ],
  ),
  onboarding: nps(
    'After onboarding',
    inAll(
      'After getting started with us: how likely are you to recommend us to a friend or colleague?',
      'Depois de começar a usar nosso serviço: qual a probabilidade de você nos recomendar a um amigo ou colega?',
      'Nach Ihrem Start mit uns: Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen weiterempfehlen?',
      'Tras sus primeros pasos con nosotros: ¿qué probabilidad hay de que nos recomiende a un amigo o colega?',
      'Après vos débuts avec nous : quelle est la probabilité que vous nous recommandiez à un ami ou collègue ?',
    ),
    [
      rating(
        'ease_of_start',
        inAll(
          'How easy was it to get started?',
          'Foi fácil começar?',
          'Wie leicht war der Einstieg?',
          '¿Le resultó fácil empezar?',
          'Les débuts ont-ils été faciles ?',
        ),
      ),
      ...disappointment(
        DISAPPOINTED,
        ['setup', inAll('The setup', 'A configuração', 'Die Einrichtung', 'La configuración', 'La mise en place')],
        ['training', inAll('The training', 'O treinamento', 'Die Schulung', 'La formación', 'La formation')],
        ['product', PRODUCT],
      ),
      IMPROVEMENT,
    ],
  ),
  support: nps(
    'After a support case',
    inAll(
      'After your recent support case: how likely are you to recommend us to a friend or colleague?',
      'Depois do seu atendimento recente: qual a probabilidade de você nos recomendar a um amigo ou colega?',
      'Nach Ihrer letzten Supportanfrage: Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen weiterempfehlen?',
      'Tras su reciente caso de soporte: ¿qué probabilidad hay de que nos recomiende a un amigo o colega?',
      'Après votre récente demande d’assistance : quelle est la probabilité que vous nous recommandiez à un ami ou collègue ?',
    ),
    [
      rating(
        'responsiveness',
        inAll(
          'How quickly did we respond?',
          'Respondemos com rapidez?',
          'Wie schnell haben wir reagiert?',
          '¿Respondimos con rapidez?',
          'Avons-nous réagi rapidement ?',
        ),
      ),
      rating(
        'effectiveness',
        inAll(
          'How well did we solve your problem?',
          'Resolvemos bem o seu problema?',
          'Wie gut haben wir Ihr Problem gelöst?',
          '¿Resolvimos bien su problema?',
          'Avons-nous bien résolu votre problème ?',
        ),
      ),
      ...disappointment(
        DISAPPOINTED,
        ['waiting', inAll('The waiting', 'A espera', 'Das Warten', 'La espera', 'L’attente')],
        ['solution', inAll('The solution', 'A solução', 'Die Lösung', 'La solución', 'La solution')],
        ['tone', inAll('The tone', 'O tom', 'Der Ton', 'El trato', 'Le ton')],
      ),
      IMPROVEMENT,
    ],
  ),
  renewal: nps(
    'Before renewal',
    inAll(
      'Before your renewal: how likely are you to recommend us to a friend or colleague?',
      'Antes da sua renovação: qual a probabilidade de você nos recomendar a um amigo ou colega?',
      'Vor Ihrer Vertragsverlängerung: Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen weiterempfehlen?',
      'Antes de su renovación: ¿qué probabilidad hay de que nos recomiende a un amigo o colega?',
      'Avant votre renouvellement : quelle est la probabilité que vous nous recommandiez à un ami ou collègue ?',
    ),
    [
      VALUE,
      ...disappointment(DISAPPOINTED, ['product', PRODUCT], ['support', SUPPORT], ['price', PRICE]),
      IMPROVEMENT,
      valued(),
    ],
  ),
};
