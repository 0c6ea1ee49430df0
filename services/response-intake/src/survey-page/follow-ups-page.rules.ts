import { type FollowUp, type GivenAnswer, inLanguage, ratingsOf, SCALES, type TextByLanguage } from '#survey-documents';
import { MAX_COMMENT } from '../responses/answer.rules.js';
import { type FollowUpProblems, fieldOf } from './follow-ups-form.rules.js';
import { fieldProblem, problemSummary, titleOf } from './form-problems.rules.js';
import { type Html, html } from './html.rules.js';
import { layout } from './layout.rules.js';
import type { Survey } from './survey.rules.js';
import { LANGUAGES, pageLanguage, type Texts } from './texts.rules.js';
import { unbroken } from './typography.rules.js';

/** What a step of follow-up questions shows. */
export interface FollowUpsPage {
  /** Where the form is sent. */
  readonly path: string;
  readonly survey: Survey;
  readonly questions: readonly FollowUp[];
  /** What was answered before, or typed just now. */
  readonly answers: readonly GivenAnswer[];
  /** What is wrong with what was typed. */
  readonly problems?: FollowUpProblems;
  /** Where the score can be changed, which is then shown. */
  readonly changePath?: string;
  /** The step before, where there is one. */
  readonly backPath?: string;
  readonly footer?: Html;
}

/** One step of follow-up questions: groups of native controls, which keyboards and screen readers know. */
export function followUpsPage(page: FollowUpsPage): string {
  const { path, survey, questions, answers, backPath, footer } = page;
  const problems: FollowUpProblems = page.problems ?? new Map();
  const language = pageLanguage(survey);
  const texts = LANGUAGES[language];
  const given = new Map(answers.map((answer) => [answer.questionId, answer]));
  const fields = questions.map((question) => {
    const problem = problems.get(question.id);
    const field = { question, answer: given.get(question.id), problem: problem && texts[problem] };
    return question.kind === 'text' ? textField(field, survey, texts) : optionsField(field, survey, texts);
  });
  const ofShown = questions.flatMap(({ id }) => {
    const problem = problems.get(id);
    return problem ? [{ field: fieldOf({ id }), text: texts[problem] }] : [];
  });
  const isOther = [...problems.values()].includes('answersRefused');
  const summary = isOther ? [...ofShown, { text: texts.answersRefused }] : ofShown;
  const main = html`${problemSummary(texts, summary)}${scoreLine(page, texts)}<h1>${texts.moreQuestions}</h1>
<form method="post" action="${path}" novalidate>
${fields}<p class="buttons"><button type="submit">${texts.next}</button>${backPath && html`<a class="back" href="${backPath}">${texts.back}</a>`}</p>
</form>`;
  return layout(
    language,
    titleOf(texts, texts.moreQuestions, summary.length > 0),
    main,
    survey.document.branding,
    footer,
  );
}

/** The score that was given, and the way to change it: a browser's own way back leads here again. */
function scoreLine({ changePath, survey }: FollowUpsPage, texts: Texts): Html | undefined {
  if (changePath === undefined || survey.answer === undefined) return undefined;
  const { answer, document } = survey;
  return html`<p class="score-line"><span>${texts.yourScore} <bdi dir="ltr"><b>${answer.score}</b> / ${SCALES[document.metric].to}</bdi></span> <a href="${changePath}">${texts.changeScore}</a></p>
`;
}

interface Field {
  readonly question: FollowUp;
  readonly answer?: GivenAnswer;
  readonly problem?: string;
}

/** A text of the survey in the respondent's language, marked with the language that it is in. */
function told(texts: TextByLanguage, { locale, document }: Survey): Html {
  const { lang, text } = inLanguage(texts, locale, document.fallbackLanguage);
  return html`<span lang="${lang}" dir="auto">${unbroken(text)}</span>`;
}

function textField({ question, answer, problem }: Field, survey: Survey, texts: Texts): Html {
  const name = fieldOf(question);
  return html`<label class="comment" for="${name}">${told(question.question, survey)} <small>(${texts.optional})</small></label>
${fieldProblem(`${name}-problem`, problem)}<textarea id="${name}" name="${name}" rows="4" maxlength="${MAX_COMMENT}" dir="auto"${
    problem && html` aria-invalid="true" aria-describedby="${name}-problem"`
  }>
${answer?.text}</textarea>
`;
}

function optionsField({ question, answer, problem }: Field, survey: Survey, texts: Texts): Html {
  const name = fieldOf(question);
  const many = question.kind === 'multiple_choice';
  const rating = question.kind === 'rating';
  const options = rating
    ? ratingOptions(question)
    : (question.choices ?? []).map(({ id, text }) => [id, told(text, survey)] as const);
  const chosen = rating ? [String(answer?.rating)] : (answer?.choices ?? []);
  const inputs = options.map(
    (
      [value, label],
      place,
    ) => html`<label><input type="${many ? 'checkbox' : 'radio'}"${place === 0 && html` id="${name}"`} name="${name}" value="${value}"${
      chosen.includes(value) && html` checked`
    }><span>${label}</span></label>
`,
  );
  const described = [problem && `${name}-problem`, rating && `${name}-ends`].filter(Boolean).join(' ');
  return html`<fieldset${described && html` aria-describedby="${described}"`}>
<legend class="ask">${told(question.question, survey)} <small>(${many ? texts.optionalMany : texts.optional})</small></legend>
${fieldProblem(`${name}-problem`, problem)}<div class="${rating ? scaleOf(options.length) : 'choices'}">
${inputs}</div>
${rating && html`<p class="ends" id="${name}-ends"><span>1 – ${texts.ratingLow}</span><span>${ratingsOf(question).to} – ${texts.ratingHigh}</span></p>`}</fieldset>
`;
}

/** Up to seven ratings stand in one row on a phone too; more in two. */
const scaleOf = (count: number) => (count <= 7 ? 'scale few' : 'scale halves');

function ratingOptions(question: FollowUp): (readonly [string, string])[] {
  return Array.from({ length: ratingsOf(question).to }, (_, place) => [String(place + 1), String(place + 1)]);
}
