import { SCALES } from '#survey-documents';
import { MAX_COMMENT } from '../responses/answer.rules.js';
import { html } from './html.rules.js';
import { layout } from './layout.rules.js';
import type { FormVerdict, Survey } from './survey.rules.js';
import { LANGUAGES, languageOf, scaleTexts } from './texts.rules.js';
import { unbroken } from './typography.rules.js';

/** What the form shows when it is opened. */
export interface QuestionPage {
  /** Where the form is sent. */
  readonly path: string;
  readonly survey: Survey;
  readonly score?: number;
  readonly comment?: string | null;
  readonly problem?: Extract<FormVerdict, { ok: false }>['problem'];
}

/** The question with its scale and a comment box. */
export function questionPage({ path, survey, score, comment, problem }: QuestionPage): string {
  const language = languageOf(survey.locale);
  const texts = LANGUAGES[language];
  const { metric, branding } = survey.document;
  const { from, to } = SCALES[metric];
  const { low, high, missing } = scaleTexts(texts, metric);
  const told = problem === 'scoreMissing' ? missing : problem && texts[problem];
  const radios = Array.from({ length: to - from + 1 }, (_, place) => from + place).map(
    (
      value,
    ) => html`<label><input type="radio" name="score" value="${value}" required${value === score && html` checked`}><span>${value}</span></label>
`,
  );
  const main = html`${problem && html`<p class="wrong" role="alert" id="problem">${told}</p>`}
<form method="post" action="${path}">
<fieldset aria-describedby="ends${problem === 'scoreMissing' && ' problem'}">
<legend><h1 lang="${survey.locale}" dir="auto">${unbroken(survey.question)}</h1></legend>
<div class="scale${metric !== 'nps' && ' few'}">
${radios}</div>
<p class="ends" id="ends"><span>${from} – ${low}</span><span>${to} – ${high}</span></p>
</fieldset>
<label class="comment" for="comment">${texts.commentLabel} <small>(${texts.optional})</small></label>
<textarea id="comment" name="comment" rows="5" maxlength="${MAX_COMMENT}" dir="auto"${
    problem === 'commentTooLong' && html` aria-invalid="true" aria-describedby="problem"`
  }>
${comment}</textarea>
<button type="submit">${texts.send}</button>
</form>`;
  return layout(language, `${problem ? `${texts.errorPrefix}: ` : ''}${texts.title}`, main, branding);
}
