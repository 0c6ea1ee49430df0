import { SCALES, scoresOf } from '#survey-documents';
import { MAX_COMMENT } from '../responses/answer.rules.js';
import { fieldProblem, problemSummary, titleOf } from './form-problems.rules.js';
import { type Html, html } from './html.rules.js';
import { layout } from './layout.rules.js';
import type { FormVerdict, Survey } from './survey.rules.js';
import { LANGUAGES, pageLanguage, scaleTexts } from './texts.rules.js';
import { unbroken } from './typography.rules.js';

/** What the form shows when it is opened. */
export interface QuestionPage {
  /** Where the form is sent. */
  readonly path: string;
  readonly survey: Survey;
  readonly score?: number;
  readonly comment?: string | null;
  readonly problem?: Extract<FormVerdict, { ok: false }>['problem'];
  /** Signed: when the form was shown. */
  readonly shown?: string;
  readonly footer?: Html;
}

/** The question with its scale and a comment box. */
export function questionPage({ path, survey, score, comment, problem, shown, footer }: QuestionPage): string {
  const language = pageLanguage(survey);
  const texts = LANGUAGES[language];
  const { metric, branding } = survey.document;
  const { low, high, missing } = scaleTexts(texts, metric);
  const scoreProblem = problem === 'scoreMissing' ? missing : undefined;
  const commentProblem = problem === 'commentTooLong' ? texts.commentTooLong : undefined;
  const problems = [
    ...(scoreProblem ? [{ field: 'score', text: scoreProblem }] : []),
    ...(commentProblem ? [{ field: 'comment', text: commentProblem }] : []),
  ];
  const { from, to } = SCALES[metric];
  // What is wrong is told by the page, in its language: a browser's own words are in the browser's.
  const main = html`${problemSummary(texts, problems)}<form method="post" action="${path}" novalidate>
${
  shown &&
  html`<input type="hidden" name="shown" value="${shown}">
`
}<fieldset aria-describedby="ends${scoreProblem && ' score-problem'}">
<legend><h1 lang="${survey.locale}" dir="auto">${unbroken(survey.question)}</h1></legend>
${fieldProblem('score-problem', scoreProblem)}<div class="scale${metric !== 'nps' && ' few'}">
${scoresOf(metric).map((value) => scoreOption(value, value === score, value === from))}</div>
<p class="ends" id="ends"><span>${from} – ${low}</span><span>${to} – ${high}</span></p>
</fieldset>
<label class="comment" for="comment">${texts.commentLabel} <small>(${texts.optional})</small></label>
${fieldProblem('comment-problem', commentProblem)}<textarea id="comment" name="comment" rows="4" maxlength="${MAX_COMMENT}" dir="auto"${
    commentProblem && html` aria-invalid="true" aria-describedby="comment-problem"`
  }>
${comment}</textarea>
<button type="submit">${texts.send}</button>
</form>`;
  return layout(language, titleOf(texts, texts.title, problems.length > 0), main, branding, footer);
}

function scoreOption(value: number, isChosen: boolean, isFirst: boolean): Html {
  return html`<label><input type="radio"${isFirst && html` id="score"`} name="score" value="${value}" required${isChosen && html` checked`}><span>${value}</span></label>
`;
}
