import { typedFollowUps } from '../survey-page/follow-ups-form.rules.js';
import { html } from '../survey-page/html.rules.js';
import { layout } from '../survey-page/layout.rules.js';
import type { Survey } from '../survey-page/survey.rules.js';
import { LANGUAGES, pageLanguage } from '../survey-page/texts.rules.js';
import { categoryThanks } from '../survey-page/thanks-page.rules.js';

/** Marks a page as a preview that records nothing. */
export function asPreview(page: string, survey: Survey): string {
  const note = html`<p class="note" role="note">${LANGUAGES[pageLanguage(survey)].preview}</p>`;
  return page.replace('<main>\n', () => `<main>\n${note.text}\n`);
}

/** What a preview shows after its last question. */
export function previewEnd(path: string, survey: Survey, score: number): string {
  const language = pageLanguage(survey);
  const texts = LANGUAGES[language];
  const main = html`<h1 class="tight">${texts.thanks}</h1>
${categoryThanks(survey, score, texts)}
<p><a class="button" href="${path}">${texts.changeAnswers}</a></p>`;
  return asPreview(layout(language, texts.thanks, main, survey.document.branding), survey);
}

/** Proxies and browsers take no address of any length; what does not fit is not kept, in a preview. */
const LONGEST_ADDRESS = 4_000;

/** What was answered in a preview so far travels in its address: the language, the score and the follow-up answers. */
export function travelling(query: unknown, body?: unknown): URLSearchParams {
  const { lang, score: before } = (query ?? {}) as { lang?: unknown; score?: unknown };
  const { score = before } = (body ?? {}) as { score?: unknown };
  const fields = { ...typedFollowUps(query), ...typedFollowUps(body) };
  const travels = new URLSearchParams();
  if (typeof lang === 'string') travels.set('lang', lang.slice(0, 20));
  if (typeof score === 'string') travels.set('score', score.slice(0, 20));
  for (const [name, values] of Object.entries(fields))
    for (const value of values) {
      const field = String(new URLSearchParams({ [name]: value.slice(0, 200) }));
      if (String(travels).length + field.length < LONGEST_ADDRESS) travels.append(name, value.slice(0, 200));
    }
  return travels;
}

/** The same in another language. */
export function inLanguage(travels: URLSearchParams, language: string): string {
  const others = new URLSearchParams(travels);
  others.set('lang', language);
  return String(others);
}
