import { SCALES } from '#survey-documents';
import { MAX_COMMENT } from '../responses/answer.rules.js';
import { html } from './html.rules.js';
import { layout } from './layout.rules.js';
import { nextStep } from './steps.rules.js';
import type { Survey, SurveyAnswer } from './survey.rules.js';
import { LANGUAGES, languageOf, type Texts } from './texts.rules.js';

/** What is shown once an answer was given. */
export interface ThanksPage {
  /** The path of the survey, where a changed comment is sent. */
  readonly path: string;
  readonly survey: Survey;
  readonly answer: SurveyAnswer;
}

/** The given score with thanks, and a form for the comment while the answer can be changed. */
export function thanksPage({ path, survey, answer }: ThanksPage): string {
  const language = languageOf(survey.locale);
  const texts = LANGUAGES[language];
  const { editable } = answer;
  const hasMore = editable && nextStep(survey.document, answer, 0) !== undefined;
  const main = html`<h1 class="tight">${texts.thanks}</h1>
<p class="lead" role="status">${editable ? texts.recorded : texts.final}</p>
<div class="given"><b aria-hidden="true">${answer.score}</b>
<p>${texts.yourScore} ${answer.score} / ${SCALES[survey.document.metric].to}${
    editable &&
    html`<br><a href="${path}?score=${answer.score}">${texts.changeScore}</a>${hasMore && html`<br><a href="${path}/questions/0">${texts.changeAnswers}</a>`}`
  }</p></div>
${editable ? commentForm(path, answer, texts) : answer.comment && html`<p class="said" dir="auto">${answer.comment}</p>`}`;
  return layout(language, texts.thanks, main, survey.document.branding);
}

function commentForm(path: string, { comment }: SurveyAnswer, texts: Texts) {
  return html`<form method="post" action="${path}">
<label class="comment" for="comment">${comment ? texts.yourComment : texts.tellUsWhy}</label>
<textarea id="comment" name="comment" rows="5" maxlength="${MAX_COMMENT}" dir="auto">
${comment}</textarea>
<button type="submit">${comment ? texts.changeComment : texts.addComment}</button>
</form>`;
}
