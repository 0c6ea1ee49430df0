import { type FollowUp, isIn, type Questionnaire, ratingsOf } from './survey-document.rules.js';
import { type AnswerValue, shownFollowUps } from './survey-walk.rules.js';

/** The longest text that somebody may answer with, in characters. */
export const LONGEST_ANSWER = 5_000;

/** A text as it is kept: newlines as in Unix, well-formed, without space around it; null where nothing is left. */
export function tidyText(text: string): string | null {
  return text.replaceAll('\r\n', '\n').toWellFormed().trim() || null;
}

/** An answer to a follow-up question as it is sent; one without a value takes the answer away. */
export interface GivenAnswer extends AnswerValue {
  readonly questionId: string;
}

/** An answer to a follow-up question as it is kept. */
export interface FollowUpAnswer extends GivenAnswer {
  readonly kind: FollowUp['kind'];
}

/** What is wrong with an answer: the place, such as `answers.0.choices`, and the reason. */
export interface AnswerProblem {
  readonly field: string;
  readonly reason: string;
}

/**
 * The answers that a response has after more were given: those to questions that are no longer shown are gone.
 * @param former the answers that it had
 */
export function withAnswers(
  survey: Questionnaire,
  score: number,
  former: readonly FollowUpAnswer[],
  given: readonly GivenAnswer[],
): { answers: FollowUpAnswer[]; problems: AnswerProblem[] } {
  const merged = new Map<string, FollowUpAnswer>(former.map((answer) => [answer.questionId, answer]));
  const problems: AnswerProblem[] = [];
  for (const [place, answer] of given.entries()) {
    const field = `answers.${place}`;
    const { questionId } = answer;
    const followUp = survey.followUps.find(({ id }) => id === questionId);
    const problem = followUp ? valueProblem(followUp, answer, field) : unknown(questionId, field);
    const again = given.findIndex((it) => it.questionId === questionId) !== place;
    if (again) problems.push({ field: `${field}.questionId`, reason: `${questionId} is answered twice` });
    else if (problem) problems.push(problem);
    else {
      const kept = tidied(followUp!, answer);
      if (kept) merged.set(questionId, kept);
      else merged.delete(questionId);
    }
  }
  const shown = shownFollowUps(survey, score, merged);
  for (const [place, { questionId }] of given.entries()) {
    const isKnown = survey.followUps.some(({ id }) => id === questionId);
    if (isKnown && merged.has(questionId) && !shown.some(({ id }) => id === questionId)) {
      problems.push({
        field: `answers.${place}.questionId`,
        reason: `${questionId} was not to be asked after these answers`,
      });
    }
  }
  return { answers: shown.flatMap(({ id }) => merged.get(id) ?? []), problems };
}

const unknown = (questionId: string, field: string) => ({
  field: `${field}.questionId`,
  reason: `the survey has no question ${questionId}`,
});

function valueProblem(followUp: FollowUp, answer: GivenAnswer, field: string): AnswerProblem | undefined {
  const { id, kind } = followUp;
  const { text, rating, choices } = answer;
  const wanted = kind === 'text' || kind === 'rating' ? kind : 'choices';
  for (const value of ['text', 'rating', 'choices'] as const) {
    if (value !== wanted && answer[value] !== undefined) {
      return { field: `${field}.${value}`, reason: `${id} is a question of the kind ${kind}` };
    }
  }
  if (text !== undefined && [...text].length > LONGEST_ANSWER) {
    return { field: `${field}.text`, reason: `has more than ${LONGEST_ANSWER} characters` };
  }
  if (rating !== undefined && !(Number.isInteger(rating) && isIn(ratingsOf(followUp), rating))) {
    return { field: `${field}.rating`, reason: `must be a whole number from 1 to ${ratingsOf(followUp).to}` };
  }
  return choices && choiceProblem(followUp, choices, `${field}.choices`);
}

function choiceProblem(followUp: FollowUp, choices: readonly string[], field: string): AnswerProblem | undefined {
  const known = new Set(followUp.choices?.map(({ id }) => id));
  const strange = choices.find((choice) => !known.has(choice));
  if (strange !== undefined) {
    return { field: `${field}.${choices.indexOf(strange)}`, reason: `${followUp.id} has no choice ${strange}` };
  }
  if (new Set(choices).size < choices.length) return { field, reason: 'name a choice twice' };
  if (followUp.kind === 'single_choice' && choices.length > 1)
    return { field, reason: `are ${choices.length}, and one is possible` };
  return undefined;
}

/** An answer as it is kept, its choices in the survey's order; nothing where it says nothing. */
function tidied(
  { id, kind, choices: all = [] }: FollowUp,
  { text, rating, choices = [] }: GivenAnswer,
): FollowUpAnswer | undefined {
  const answer = { questionId: id, kind };
  if (kind === 'rating') return rating === undefined ? undefined : { ...answer, rating };
  if (kind !== 'text') {
    const chosen = all.filter((choice) => choices.includes(choice.id)).map((choice) => choice.id);
    return chosen.length === 0 ? undefined : { ...answer, choices: chosen };
  }
  const tidy = tidyText(text ?? '');
  return tidy === null ? undefined : { ...answer, text: tidy };
}
