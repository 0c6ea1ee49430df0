import { bandOf, inLanguage, SCALES } from '#survey-documents';
import { MAX_COMMENT } from '../responses/answer.rules.js';
import { type Html, html } from './html.rules.js';
import { layout } from './layout.rules.js';
import { pathsOf } from './page-paths.rules.js';
import { nextStep } from './steps.rules.js';
import type { Survey, SurveyAnswer } from './survey.rules.js';
import { LANGUAGES, pageLanguage, type Texts } from './texts.rules.js';
import { unbroken } from './typography.rules.js';

/** What is shown once an answer was given. */
export interface ThanksPage {
  /** The path of the survey, where a comment is sent. */
  readonly path: string;
  readonly survey: Survey;
  readonly answer: SurveyAnswer;
  readonly footer?: Html;
}

/** Thanks that suit the answer, and the answer, which can be changed for a while. */
export function thanksPage({ path, survey, answer, footer }: ThanksPage): string {
  const language = pageLanguage(survey);
  const texts = LANGUAGES[language];
  const { editable, comment } = answer;
  const paths = pathsOf(path, survey.switchedTo);
  const hasMore = editable && nextStep(survey.document, answer, 0) !== undefined;
  const main = html`<h1 class="tight">${texts.thanks}</h1>
${categoryThanks(survey, answer.score, texts)}
<div class="given"><b aria-hidden="true">${answer.score}</b>
<div><p role="status">${editable ? texts.recorded : texts.final}</p>
<p>${texts.yourScore} <bdi dir="ltr">${answer.score} / ${SCALES[survey.document.metric].to}</bdi></p>
${editable && html`<p class="ways"><a href="${paths.change}">${texts.changeScore}</a>${hasMore && html` <a href="${paths.step(0)}">${texts.changeAnswers}</a>`}</p>`}</div></div>
${comment ? said(comment, editable ? paths.change : undefined, texts) : editable && commentForm(paths.question, texts)}`;
  return layout(language, texts.thanks, main, survey.document.branding, footer);
}

/** What the survey says to who gave such a score, or what the page does. */
export function categoryThanks({ document, locale }: Survey, score: number, texts: Texts): Html {
  const { name, place } = bandOf(document.metric, score);
  const own = document.thanks?.[name];
  if (!own) return html`<p class="lead">${[texts.thanksWorst, texts.thanksMiddle, texts.thanksBest][place]}</p>`;
  const { lang, text } = inLanguage(own, locale, document.fallbackLanguage);
  return html`<p class="lead"><span lang="${lang}" dir="auto">${unbroken(text)}</span></p>`;
}

function said(comment: string, changePath: string | undefined, texts: Texts): Html {
  return html`<h2>${texts.yourComment}</h2>
<p class="said" dir="auto">${comment}</p>
${changePath && html`<p class="ways"><a href="${changePath}">${texts.changeComment}</a></p>`}`;
}

function commentForm(path: string, texts: Texts): Html {
  return html`<form method="post" action="${path}">
<label class="comment" for="comment">${texts.tellUsWhy}</label>
<textarea id="comment" name="comment" rows="4" maxlength="${MAX_COMMENT}" dir="auto"></textarea>
<button type="submit">${texts.addComment}</button>
</form>`;
}
