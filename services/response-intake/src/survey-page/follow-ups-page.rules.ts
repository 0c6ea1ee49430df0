import { type FollowUp, type GivenAnswer, inLanguage, ratingsOf, type TextByLanguage } from '#survey-documents';
import { MAX_COMMENT } from '../responses/answer.rules.js';
import { fieldOf } from './follow-ups-form.rules.js';
import { type Html, html } from './html.rules.js';
import { layout } from './layout.rules.js';
import type { Survey } from './survey.rules.js';
import { LANGUAGES, languageOf, type Texts } from './texts.rules.js';
import { unbroken } from './typography.rules.js';

/** What a step of follow-up questions shows. */
export interface FollowUpsPage {
  /** Where the form is sent. */
  readonly path: string;
  readonly survey: Survey;
  readonly questions: readonly FollowUp[];
  /** What was answered before, or typed just now. */
  readonly answers: readonly GivenAnswer[];
  /** Ids of questions whose text is too long. */
  readonly tooLong?: ReadonlySet<string>;
}

/** One step of follow-up questions: groups of native controls, which keyboards and screen readers know. */
export function followUpsPage({ path, survey, questions, answers, tooLong = new Set() }: FollowUpsPage): string {
  const language = languageOf(survey.locale);
  const texts = LANGUAGES[language];
  const wrong = tooLong.size > 0;
  const given = new Map(answers.map((answer) => [answer.questionId, answer]));
  const fields = questions.map((question) => {
    const field = { question, answer: given.get(question.id), isTooLong: tooLong.has(question.id) };
    return question.kind === 'text' ? textField(field, survey, texts) : optionsField(field, survey, texts);
  });
  const main = html`${wrong && html`<p class="wrong" role="alert" id="problem">${texts.commentTooLong}</p>`}
<h1>${texts.moreQuestions}</h1>
<form method="post" action="${path}">
${fields}<button type="submit">${texts.next}</button>
</form>`;
  return layout(
    language,
    `${wrong ? `${texts.errorPrefix}: ` : ''}${texts.moreQuestions}`,
    main,
    survey.document.branding,
  );
}

interface Field {
  readonly question: FollowUp;
  readonly answer?: GivenAnswer;
  readonly isTooLong: boolean;
}

/** A text of the survey in the respondent's language, marked with the language that it is in. */
function told(texts: TextByLanguage, { locale, document }: Survey): Html {
  const { lang, text } = inLanguage(texts, locale, document.fallbackLanguage);
  return html`<span lang="${lang}" dir="auto">${unbroken(text)}</span>`;
}

function textField({ question, answer, isTooLong }: Field, survey: Survey, texts: Texts): Html {
  const name = fieldOf(question);
  return html`<label class="comment" for="${name}">${told(question.question, survey)} <small>(${texts.optional})</small></label>
<textarea id="${name}" name="${name}" rows="4" maxlength="${MAX_COMMENT}" dir="auto"${
    isTooLong && html` aria-invalid="true" aria-describedby="problem"`
  }>
${answer?.text}</textarea>
`;
}

function optionsField({ question, answer }: Field, survey: Survey, texts: Texts): Html {
  const many = question.kind === 'multiple_choice';
  const rating = question.kind === 'rating';
  const options = rating
    ? ratingOptions(question)
    : (question.choices ?? []).map(({ id, text }) => [id, told(text, survey)] as const);
  const chosen = rating ? [String(answer?.rating)] : (answer?.choices ?? []);
  const inputs = options.map(
    ([
      value,
      label,
    ]) => html`<label><input type="${many ? 'checkbox' : 'radio'}" name="${fieldOf(question)}" value="${value}"${
      chosen.includes(value) && html` checked`
    }><span>${label}</span></label>
`,
  );
  return html`<fieldset>
<legend class="ask">${told(question.question, survey)} <small>(${many ? texts.optionalMany : texts.optional})</small></legend>
<div class="${rating ? scaleOf(options.length) : 'choices'}">
${inputs}</div>
${rating && html`<p class="ends"><span>1 – ${texts.ratingLow}</span><span>${ratingsOf(question).to} – ${texts.ratingHigh}</span></p>`}</fieldset>
`;
}

/** Up to seven ratings stand in one row on a phone too; more in two. */
const scaleOf = (count: number) => (count <= 7 ? 'scale few' : 'scale halves');

function ratingOptions(question: FollowUp): (readonly [string, string])[] {
  return Array.from({ length: ratingsOf(question).to }, (_, place) => [String(place + 1), String(place + 1)]);
}
