import { PLAIN_NPS, type Questionnaire, type TextByLanguage } from '#survey-documents';
import { TOO_LATE } from '../../services/response-intake/src/invitations/invitation.rules.js';
import { asPreview, previewEnd } from '../../services/response-intake/src/previews/preview-page.rules.js';
import { followUpsPage } from '../../services/response-intake/src/survey-page/follow-ups-page.rules.js';
import { surveyFooter } from '../../services/response-intake/src/survey-page/footer.rules.js';
import { noticePage } from '../../services/response-intake/src/survey-page/notice-page.rules.js';
import { pageHeaders } from '../../services/response-intake/src/survey-page/page-headers.rules.js';
import { questionPage } from '../../services/response-intake/src/survey-page/question-page.rules.js';
import type { Survey, SurveyAnswer } from '../../services/response-intake/src/survey-page/survey.rules.js';
import { LANGUAGES, type Language } from '../../services/response-intake/src/survey-page/texts.rules.js';
import { thanksPage } from '../../services/response-intake/src/survey-page/thanks-page.rules.js';

/** Every language of the page. */
export const PAGE_LANGUAGES = Object.keys(LANGUAGES) as Language[];

/** The metric question. */
export const QUESTION: TextByLanguage = {
  en: 'How likely are you to recommend us to a friend or colleague?',
  pt: 'Qual a probabilidade de você nos recomendar a um amigo ou colega?',
  de: 'Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen weiterempfehlen?',
  es: '¿Qué probabilidad hay de que nos recomiende a un amigo o colega?',
  fr: 'Quelle est la probabilité que vous nous recommandiez à un ami ou collègue ?',
  ar: 'ما مدى احتمال أن توصي بنا صديقًا أو زميلًا؟',
  he: 'מה הסיכוי שתמליצו עלינו לחברים או לעמיתים?',
};
/** A follow-up question. */
export const WHY: TextByLanguage = {
  ...QUESTION,
  en: 'What disappointed you most?',
  pt: 'O que mais decepcionou você?',
  de: 'Was hat Sie am meisten enttäuscht?',
  es: '¿Qué le ha decepcionado más?',
  fr: 'Qu’est-ce qui vous a le plus déçu ?',
  ar: 'ما أكثر ما خيّب ظنك؟',
  he: 'מה אכזב אותך יותר מכול?',
};
const WAITING: TextByLanguage = {
  en: 'The waiting',
  pt: 'A espera',
  de: 'Das Warten',
  es: 'La espera',
  fr: 'L’attente',
  ar: 'الانتظار',
  he: 'ההמתנה',
};
const OTHER: TextByLanguage = {
  en: 'Something else',
  pt: 'Outra coisa',
  de: 'Etwas anderes',
  es: 'Otra cosa',
  fr: 'Autre chose',
  ar: 'شيء آخر',
  he: 'משהו אחר',
};
/** The answers to it. */
export const CHOICES = [
  { id: 'waiting', text: WAITING },
  { id: 'other', text: OTHER },
];

/** A survey with a question of each kind, in every language of the page. */
export const DOCUMENT: Questionnaire = {
  metric: 'nps',
  fallbackLanguage: 'en',
  question: QUESTION,
  branding: { name: 'Rota Software', color: '#0f766e', footer: { en: 'Rota Software, 1 Harbour Street, Lisbon' } },
  followUps: [
    { id: 'value', kind: 'rating', question: WHY },
    { id: 'scale', kind: 'rating', max: 10, question: WHY },
    { id: 'why', kind: 'single_choice', question: WHY, choices: CHOICES },
    { id: 'liked', kind: 'multiple_choice', question: WHY, choices: CHOICES },
    { id: 'words', kind: 'text', question: WHY },
  ],
};

/** A page as it is sent. */
export interface PageOfAKind {
  readonly kind: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

const PATH = '/s/v1.token.signature';
const given: SurveyAnswer = {
  score: 3,
  comment: null,
  editable: true,
  answers: [
    { questionId: 'value', kind: 'rating', rating: 2 },
    { questionId: 'liked', kind: 'multiple_choice', choices: ['waiting'] },
  ],
};

/** Every kind of page in a language, with what can be wrong on it. */
export function pagesIn(language: Language): PageOfAKind[] {
  const survey: Survey = {
    invitationId: 'invitation',
    question: QUESTION[language]!,
    locale: language,
    document: DOCUMENT,
    expiresAt: new Date('2030-01-01T00:00:00Z'),
    unsubscribePath: '/u/0123456789abcdef0123456789abcdef.0123456789abcdefghijklmn',
  };
  const footer = surveyFooter(survey, (other) => `${PATH}?lang=${other}`);
  const asked = { path: PATH, survey, footer };
  const answered = { ...survey, answer: given };
  const follow = { path: `${PATH}/questions/0`, survey: answered, questions: DOCUMENT.followUps, footer };
  const ways = { changePath: `${PATH}?change=1`, backPath: `${PATH}/questions/0` };
  const wrong = new Map([
    ['why', 'chooseOne'],
    ['words', 'commentTooLong'],
    ['gone', 'answersRefused'],
  ] as const);
  const metric = (name: 'csat' | 'ces') => ({ ...survey, document: { ...PLAIN_NPS, metric: name } });
  const thanks = (fields: Partial<SurveyAnswer>) =>
    thanksPage({ path: PATH, survey, answer: { ...given, ...fields }, footer });
  const pages: Record<string, string> = {
    question: questionPage(asked),
    'question with a score': questionPage({ ...asked, score: 9, comment: 'Because.' }),
    'question with csat': questionPage({ ...asked, survey: metric('csat'), score: 4 }),
    'question with ces': questionPage({ ...asked, survey: metric('ces') }),
    'question without a score': questionPage({ ...asked, problem: 'scoreMissing', comment: 'Kept.' }),
    'question with too long a comment': questionPage({ ...asked, score: 3, problem: 'commentTooLong' }),
    'follow-ups': followUpsPage({ ...follow, ...ways, answers: given.answers! }),
    'follow-ups with problems': followUpsPage({ ...follow, ...ways, answers: [], problems: wrong }),
    'thanks to a detractor': thanks({}),
    'thanks to a passive': thanks({ score: 7, comment: 'Good.\nBut slow.' }),
    'thanks to a promoter, final': thanks({ score: 10, editable: false, comment: 'Great.' }),
    preview: asPreview(questionPage({ path: PATH, survey }), survey),
    'end of a preview': previewEnd(PATH, survey, 9),
    'not found': noticePage(404, language),
    expired: noticePage(410, language, { detail: TOO_LATE.expired, branding: DOCUMENT.branding }),
    'taken back': noticePage(410, language, { detail: TOO_LATE.takenBack }),
    erased: noticePage(410, language, { detail: TOO_LATE.erased }),
    'no longer to be changed': noticePage(409, language, { surveyPath: PATH }),
    'too much': noticePage(413, language, { surveyPath: PATH }),
    'one moment': noticePage(503, language, { again: { path: PATH, typed: { score: '3', comment: 'Kept.' } } }),
    failed: noticePage(500, language),
  };
  // A policy that allows more than a page has harms none here: the two styles, and no more.
  const headers = pageHeaders(DOCUMENT.branding);
  return Object.entries(pages).map(([kind, html]) => ({ kind, html, headers }));
}
