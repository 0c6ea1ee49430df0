import { MAX_COMMENT, tidyComment } from '../responses/answer.rules.js';
import { BANDS, type FollowUp, isIn, ratingsOf, type SurveyDocument } from './survey-document.rules.js';

/** An answer to a follow-up question as it is sent; one without a value takes the answer away. */
export interface GivenAnswer {
  readonly questionId: string;
  readonly text?: string;
  readonly rating?: number;
  readonly choices?: readonly string[];
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

/** The questions that are to be shown after a score and these answers, in their order. */
export function shownFollowUps(
  { metric, followUps }: SurveyDocument,
  score: number,
  answers: ReadonlyMap<string, GivenAnswer>,
): FollowUp[] {
  const shown: FollowUp[] = [];
  for (const followUp of followUps) {
    const { bands, scores, answer } = followUp.showIf ?? {};
    if (bands && !bands.some((band) => BANDS[metric][band] && isIn(BANDS[metric][band], score))) continue;
    if (scores && !isIn(scores, score)) continue;
    if (answer) {
      const given = shown.some(({ id }) => id === answer.questionId) ? answers.get(answer.questionId) : undefined;
      const chosen = given?.choices?.some((choice) => answer.choices?.includes(choice)) ?? false;
      const rated = given?.rating !== undefined && answer.ratings !== undefined && isIn(answer.ratings, given.rating);
      if (!chosen && !rated) continue;
    }
    shown.push(followUp);
  }
  return shown;
}

/**
 * The answers that a response has after more were given: those to questions that are no longer shown are gone.
 * @param former the answers that it had
 */
export function withAnswers(
  survey: SurveyDocument,
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
  if (text !== undefined && [...text].length > MAX_COMMENT) {
    return { field: `${field}.text`, reason: `has more than ${MAX_COMMENT} characters` };
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
  const tidy = tidyComment(text ?? '');
  return tidy === null ? undefined : { ...answer, text: tidy };
}
