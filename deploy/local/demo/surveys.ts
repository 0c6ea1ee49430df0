import { ask, type Installation } from '../../replay/api.js';
import { once } from './once.js';

// A survey's document is what the templates hold, and what is written here.
type SurveyDocument = Record<string, unknown>;

const BRANDING = {
  name: 'Rota Software',
  color: '#0f766e',
  footer: { en: 'Rota Software, 1 Harbour Street, Lisbon' },
};

const SHORT: SurveyDocument = {
  name: 'After a support case, short',
  metric: 'nps',
  fallbackLanguage: 'en',
  question: {
    en: 'After your support case: how likely are you to recommend us?',
    pt: 'Depois do seu atendimento: qual a probabilidade de você nos recomendar?',
    de: 'Nach Ihrer Supportanfrage: Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
    es: 'Tras su caso de soporte: ¿qué probabilidad hay de que nos recomiende?',
    fr: 'Après votre demande d’assistance : quelle est la probabilité que vous nous recommandiez ?',
    ar: 'بعد طلب الدعم الذي تقدمت به: ما مدى احتمال أن توصي بنا؟',
    he: 'לאחר הפנייה שלך לתמיכה: מה הסיכוי שתמליצו עלינו?',
  },
  followUps: [],
  thanks: {
    detractor: {
      en: 'We are sorry that we let you down. Thank you for telling us.',
      pt: 'Lamentamos ter decepcionado você. Obrigado por nos contar.',
      de: 'Es tut uns leid, dass wir Sie enttäuscht haben. Danke, dass Sie es uns sagen.',
      es: 'Lamentamos haberle decepcionado. Gracias por contárnoslo.',
      fr: 'Nous sommes désolés de vous avoir déçu. Merci de nous l’avoir dit.',
      ar: 'نأسف لأننا خيبنا ظنك. شكرًا لإخبارنا بذلك.',
      he: 'צר לנו שאכזבנו אותך. תודה שסיפרת לנו.',
    },
  },
};

const TRAINING: SurveyDocument = {
  name: 'After a training',
  metric: 'csat',
  fallbackLanguage: 'en',
  question: {
    en: 'How satisfied are you with the training?',
    pt: 'Qual é a sua satisfação com o treinamento?',
    de: 'Wie zufrieden sind Sie mit der Schulung?',
    es: '¿Qué tan satisfecho está con la formación?',
    fr: 'Êtes-vous satisfait de la formation ?',
  },
  followUps: [
    {
      id: 'missing',
      kind: 'multiple_choice',
      question: {
        en: 'What was missing?',
        pt: 'O que faltou?',
        de: 'Was hat gefehlt?',
        es: '¿Qué faltó?',
        fr: 'Qu’est-ce qui a manqué ?',
      },
      choices: [
        { id: 'time', text: { en: 'Time', pt: 'Tempo', de: 'Zeit', es: 'Tiempo', fr: 'Du temps' } },
        {
          id: 'practice',
          text: { en: 'Practice', pt: 'Prática', de: 'Übung', es: 'Práctica', fr: 'De la pratique' },
        },
      ],
      showIf: { bands: ['negative', 'neutral'] },
    },
  ],
};

/** Publishes the four surveys that can be copied and two of the company's own, all with its name and colour. */
export async function publishSurveys(installation: Installation): Promise<void> {
  const templates = await ask<{ template: string; document: SurveyDocument }[]>(installation, '/v1/surveys/templates');
  const copies = templates.map(({ template, document }): [string, SurveyDocument] => [template, document]);
  const surveys: [string, SurveyDocument][] = [...copies, ['support-short', SHORT], ['training', TRAINING]];
  await Promise.all(surveys.map(([surveyId, document]) => publish(installation, surveyId, document)));
}

async function publish(installation: Installation, surveyId: string, document: SurveyDocument): Promise<void> {
  const draft = { surveyId, document: { ...document, branding: BRANDING } };
  await once(() => ask(installation, '/v1/surveys', draft));
  // Of a survey that was published already there is no draft left.
  await once(() => ask(installation, `/v1/surveys/${surveyId}/publish`, {}));
}
