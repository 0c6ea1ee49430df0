import { Html, html } from '../survey-page/html.rules.js';
import { layout } from '../survey-page/layout.rules.js';
import type { Survey } from '../survey-page/survey.rules.js';
import { LANGUAGES, type Language, pageLanguage } from '../survey-page/texts.rules.js';
import { LINK_TEXTS } from './link-texts.rules.js';

/** Marks a form's page as one of a form that was shown for too long, and is to be sent once more. */
export function asStale(page: string, survey: Survey): string {
  const note = html`<p class="note" role="alert">${LINK_TEXTS[pageLanguage(survey)].stale}</p>`;
  return page.replace('<main>\n', () => `<main>\n${note.text}\n`);
}

/** A form in which the browser keeps nothing for whoever stands there next. */
export function unremembered(page: string): string {
  return page.replaceAll('<form method="post"', '<form method="post" autocomplete="off"');
}

/** Says above a survey's footer that who answers is not known. */
export function anonymousFooter(survey: Survey, footer: Html | undefined): Html {
  const told = html`<p>${LINK_TEXTS[pageLanguage(survey)].anonymous}</p>`;
  if (!footer) return html`<footer>${told}</footer>\n`;
  return new Html(footer.text.replace('<footer>\n', () => `<footer>\n${told.text}\n`));
}

/** A kiosk's thanks: nothing of the answer, and that it starts afresh, which it does by itself. */
export function kioskThanks(survey: Survey, { path, seconds }: { path: string; seconds: number }): string {
  const language = pageLanguage(survey);
  const texts = LANGUAGES[language];
  const { startsAfresh, startNow } = LINK_TEXTS[language];
  const main = html`<h1>${texts.thanks}</h1>
<p class="lead" role="status">${texts.recorded} ${startsAfresh.replace('{seconds}', String(seconds))}</p>
<p><a class="button" href="${path}">${startNow}</a></p>`;
  return layout(language, texts.thanks, main, survey.document.branding);
}

/** What whoever opened an open link is told for an HTTP status, and for the detail of a problem. */
export function linkNotice(language: Language, status: number, detail: string, again: string | undefined): string {
  const texts = LANGUAGES[language];
  const own = LINK_TEXTS[language];
  const [title, help] =
    detail === 'this link is not open yet'
      ? [own.notOpenYet, own.notOpenYetHelp]
      : detail === 'this answer can no longer be changed'
        ? [own.over, own.overHelp]
        : ({
            404: [texts.brokenLink, own.unknown],
            410: [texts.expired, texts.expiredHelp],
            429: [own.tooMany, own.tooManyHelp],
            503: [texts.wait, texts.waitHelp],
          }[status] ?? [texts.failed, own.failed]);
  const main = html`<h1>${title}</h1>
<p>${help}</p>
${again && html`<p><a class="button" href="${again}">${texts.tryAgain}</a></p>`}`;
  return layout(language, title!, main);
}
