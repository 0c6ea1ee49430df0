import { chooseLanguage } from '../surveys/survey.rules.js';
import { inGsm, segmentsOf } from './sms-segments.rules.js';

/** What a text message is made of. */
export interface TextContent {
  /** BCP 47 language tag of the question. */
  readonly locale: string;
  readonly question: string;
  /** Whose survey it is, where the survey has a brand. */
  readonly sender?: string;
  /** The survey page. */
  readonly link: string;
  /** The page where the respondent opts out, for senders that nobody can answer. */
  readonly unsubscribeLink?: string;
  readonly reminds?: boolean;
}

const WORDS: Readonly<Record<string, { readonly reminder: string; readonly stop: string; readonly noMore: string }>> = {
  en: { reminder: 'Reminder', stop: 'Reply STOP to opt out.', noMore: 'No more surveys' },
  pt: { reminder: 'Lembrete', stop: 'Responda STOP para sair.', noMore: 'Sem mais pesquisas' },
  de: { reminder: 'Erinnerung', stop: 'Abmelden: STOP antworten.', noMore: 'Keine Umfragen mehr' },
  es: { reminder: 'Recordatorio', stop: 'Responda STOP para salir.', noMore: 'No más encuestas' },
  fr: { reminder: 'Rappel', stop: 'Répondez STOP pour refuser.', noMore: 'Plus d’enquêtes' },
  ar: { reminder: 'تذكير', stop: 'للإلغاء أرسل STOP.', noMore: 'إلغاء الاستطلاعات' },
  he: { reminder: 'תזכורת', stop: 'להסרה השיבו STOP.', noMore: 'בלי סקרים נוספים' },
};
const MOST_SEGMENTS = 2;

/**
 * The text message of an invitation: the question, the link, and how to opt out. It is kept to two segments: first by
 * leaving accents out, where the language can be read without them, then by cutting the question.
 */
export function writeText(content: TextContent): string {
  const whole = compose(content, content.question);
  if (segmentsOf(whole) <= MOST_SEGMENTS) return whole;
  const plain = inGsm(whole) ?? whole;
  return segmentsOf(plain) <= MOST_SEGMENTS ? plain : cutQuestion(content, plain);
}

function compose({ locale, sender, link, unsubscribeLink, reminds }: TextContent, question: string): string {
  const words = WORDS[chooseLanguage(locale, WORDS)]!;
  const wayOut = unsubscribeLink ? `${words.noMore}: ${unsubscribeLink}` : words.stop;
  const asked = [reminds && words.reminder, sender, question].filter(Boolean).join(': ');
  return `${asked} ${link} ${wayOut}`;
}

/** Takes words off the question's end until it fits; a question whose every word is too much is sent whole. */
function cutQuestion(content: TextContent, plain: string): string {
  const isPlain = inGsm(plain) !== undefined;
  const words = content.question.split(/\s+/);
  for (let kept = words.length - 1; kept > 0; kept--) {
    const text = compose(content, `${words.slice(0, kept).join(' ')}...`);
    const sent = isPlain ? inGsm(text)! : text;
    if (segmentsOf(sent) <= MOST_SEGMENTS) return sent;
  }
  return plain;
}
