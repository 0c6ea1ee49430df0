import { typedFollowUps } from '../survey-page/follow-ups-form.rules.js';
import { html } from '../survey-page/html.rules.js';
import { layout } from '../survey-page/layout.rules.js';
import type { Survey } from '../survey-page/survey.rules.js';
import { LANGUAGES, languageOf } from '../survey-page/texts.rules.js';

/** Marks a page as a preview that records nothing. */
export function asPreview(page: string, { locale }: Survey): string {
  const note = html`<p class="note" role="note">${LANGUAGES[languageOf(locale)].preview}</p>`;
  return page.replace('<main>\n', () => `<main>\n${note.text}\n`);
}

/** What a preview shows after its last question. */
export function previewEnd(path: string, survey: Survey): string {
  const language = languageOf(survey.locale);
  const texts = LANGUAGES[language];
  const main = html`<h1>${texts.thanks}</h1>
<p><a class="button" href="${path}">${texts.changeAnswers}</a></p>`;
  return asPreview(layout(language, texts.thanks, main, survey.document.branding), survey);
}

/** What was answered in a preview so far travels in its address: the language, the score and the follow-up answers. */
export function travelling(query: unknown, body?: unknown): URLSearchParams {
  const { lang, score: before } = (query ?? {}) as { lang?: unknown; score?: unknown };
  const { score = before } = (body ?? {}) as { score?: unknown };
  const fields = { ...typedFollowUps(query), ...typedFollowUps(body) };
  const travels = new URLSearchParams();
  if (typeof lang === 'string') travels.set('lang', lang);
  if (typeof score === 'string') travels.set('score', score);
  for (const [name, values] of Object.entries(fields))
    for (const value of values) travels.append(name, value.slice(0, 200));
  return travels;
}
