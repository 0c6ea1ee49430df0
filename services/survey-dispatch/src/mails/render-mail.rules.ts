import { SCALES, type SurveyDocument, scoresOf } from '#survey-documents';
import { chooseLanguage } from '../surveys/survey.rules.js';
import { INVITATION_TEMPLATE } from './invitation-template.rules.js';
import { MAIL_TEXTS, type MailTexts } from './mail-texts.rules.js';
import { type Cut, cutTemplate, escapeHtml, fill } from './template.rules.js';

/** What a mail shows of its survey. */
export type AskedSurvey = Pick<SurveyDocument, 'metric' | 'question' | 'fallbackLanguage' | 'branding'>;

/** What a mail tells its respondent alone. */
export interface PersonalContent {
  readonly name: string | null;
  /** The survey page without a score. */
  readonly link: string;
  /** The page where the respondent opts out. */
  readonly unsubscribeLink: string;
  /** Whether it reminds of an earlier mail. */
  readonly reminds?: boolean;
}

/** A mail's subject and its two forms. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The mails of a survey in one language, but for what is personal. */
export interface MailForm {
  readonly first: CutMail;
  readonly reminder: CutMail;
  readonly texts: MailTexts;
  /** The sender's name, where the survey has a brand. */
  readonly sender?: string;
}

interface CutMail {
  readonly subject: string;
  readonly text: Cut;
  readonly html: Cut;
}

const USUAL_COLOR = '#1b2a4a';
const TEXT_TEMPLATE = `{{greeting}}

{{question}}
{{choose}}
{{lowest}}: {{low}}, {{highest}}: {{high}}

{{#scores}}{{score}}: {{link}}?score={{score}}
{{/scores}}
{{confirm}}

{{#footer}}{{footer}}
{{/footer}}{{unsubscribe}}: {{unsubscribeLink}}
`;

/**
 * Makes the mails of a survey in one language, once for all respondents: they are shown the metric's scale, each score a
 * link that opens the page with it pre-selected.
 * @param locale BCP 47 language tag of the question
 */
export function makeMailForm(survey: AskedSurvey, locale: string): MailForm {
  const language = chooseLanguage(locale, MAIL_TEXTS);
  const texts = MAIL_TEXTS[language]!;
  const { name, color, logoUrl, footer } = survey.branding ?? {};
  const { from, to } = SCALES[survey.metric];
  const [low, high] = texts.ends[survey.metric];
  const { choose, confirm, unsubscribe } = texts;
  const words = { choose, confirm, unsubscribe, low, high, lowest: String(from), highest: String(to) };
  const known = {
    ...words,
    language,
    direction: texts.direction ?? 'ltr',
    start: texts.direction ? 'right' : 'left',
    end: texts.direction ? 'left' : 'right',
    locale,
    question: survey.question[locale] ?? survey.question[survey.fallbackLanguage]!,
    scores: scoresOf(survey.metric).map(String),
    color: color ?? USUAL_COLOR,
    logo: logoUrl ?? '',
    // A picture says nothing where it is not loaded.
    sender: name ?? '',
    footer: footer?.[locale] ?? footer?.[survey.fallbackLanguage] ?? name ?? '',
  };
  const cut = (subject: string): CutMail => ({
    subject,
    text: cutTemplate(TEXT_TEMPLATE, known, String),
    html: cutTemplate(INVITATION_TEMPLATE, { ...known, subject }, escapeHtml),
  });
  return { first: cut(texts.subject), reminder: cut(texts.reminderSubject), texts, sender: name };
}

/** The mail of one respondent. */
export function renderMail({ first, reminder, texts }: MailForm, content: PersonalContent): RenderedMail {
  const { subject, text, html } = content.reminds ? reminder : first;
  const { link, unsubscribeLink } = content;
  const name = content.name?.replace(/\s+/g, ' ').trim();
  const greeting = name ? texts.greeting.replace('{name}', () => name) : texts.greetingWithoutName;
  const escaped = {
    greeting: escapeHtml(greeting),
    link: escapeHtml(link),
    unsubscribeLink: escapeHtml(unsubscribeLink),
  };
  return { subject, text: fill(text, { greeting, link, unsubscribeLink }), html: fill(html, escaped) };
}
