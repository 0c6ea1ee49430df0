import { chooseLanguage } from '../surveys/survey.rules.js';
import { MAIL_TEXTS, type MailTexts } from './mail-texts.rules.js';

/** What a mail tells its respondent. */
export interface MailContent {
  /** BCP 47 language tag of the question. */
  readonly locale: string;
  readonly question: string;
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

const SCORES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes a text harmless in HTML, as content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** The mail of an invitation: the question and eleven links, each of which opens the page with a score pre-selected. */
export function renderMail(content: MailContent): RenderedMail {
  const language = chooseLanguage(content.locale, MAIL_TEXTS);
  const texts = MAIL_TEXTS[language]!;
  const name = content.name?.replace(/\s+/g, ' ').trim();
  const greeting = name ? texts.greeting.replace('{name}', () => name) : texts.greetingWithoutName;
  const subject = content.reminds ? texts.reminderSubject : texts.subject;
  return {
    subject,
    text: renderText(content, texts, greeting),
    html: renderHtml(content, texts, { greeting, language, subject }),
  };
}

function renderText({ question, link, unsubscribeLink }: MailContent, texts: MailTexts, greeting: string): string {
  const links = SCORES.map((score) => `${String(score).padStart(2)}  ${link}?score=${score}`);
  const legend = `0: ${texts.low}, 10: ${texts.high}`;
  return [
    greeting,
    '',
    question,
    texts.choose,
    legend,
    '',
    ...links,
    '',
    texts.confirm,
    '',
    `${texts.unsubscribe}: ${unsubscribeLink}`,
    '',
  ].join('\n');
}

interface Frame {
  readonly greeting: string;
  readonly language: string;
  readonly subject: string;
}

function renderHtml(
  { question, link, unsubscribeLink }: MailContent,
  texts: MailTexts,
  { greeting, language, subject }: Frame,
): string {
  const buttons = SCORES.map(
    (score) =>
      `<td style="padding:2px"><a href="${escapeHtml(link)}?score=${score}" style="display:block;min-width:28px;padding:8px 4px;` +
      `border:1px solid #8a94a6;border-radius:4px;color:#1b2a4a;text-align:center;text-decoration:none">${score}</a></td>`,
  ).join('');
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 Arial,Helvetica,sans-serif;color:#1b2a4a;background:#ffffff">
<p>${escapeHtml(greeting)}</p>
<p style="font-size:18px"><strong>${escapeHtml(question)}</strong></p>
<p>${escapeHtml(texts.choose)}</p>
<table role="presentation" cellspacing="0" cellpadding="0"><tr>${buttons}</tr></table>
<p style="font-size:14px;color:#4a5568">0: ${escapeHtml(texts.low)} &nbsp; 10: ${escapeHtml(texts.high)}</p>
<p style="font-size:14px;color:#4a5568">${escapeHtml(texts.confirm)}</p>
<p style="font-size:13px"><a href="${escapeHtml(unsubscribeLink)}" style="color:#4a5568">${escapeHtml(texts.unsubscribe)}</a></p>
</body>
</html>
`;
}
