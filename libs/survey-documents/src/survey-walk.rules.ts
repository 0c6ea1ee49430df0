import {
  BANDS,
  type Condition,
  type FollowUp,
  isIn,
  type Metric,
  type Questionnaire,
} from './survey-document.rules.js';

/** What was answered to a follow-up question. */
export interface AnswerValue {
  readonly text?: string;
  readonly rating?: number;
  readonly choices?: readonly string[];
}

/** Whether a score has what a condition wants of it. */
export function fitsScore(metric: Metric, { bands, scores }: Condition, score: number): boolean {
  const inBand = bands === undefined || bands.some((band) => BANDS[metric][band] && isIn(BANDS[metric][band], score));
  return inBand && (scores === undefined || isIn(scores, score));
}

function fitsAnswer({ answer }: Condition, given: ReadonlyMap<string, AnswerValue>): boolean {
  if (answer === undefined) return true;
  const { choices, rating } = given.get(answer.questionId) ?? {};
  if (answer.choices) return choices?.some((choice) => answer.choices!.includes(choice)) ?? false;
  return rating !== undefined && answer.ratings !== undefined && isIn(answer.ratings, rating);
}

/**
 * Walks a survey: asks each follow-up question that is to be shown, in order, and takes the answer that `ask` gives.
 * @returns the questions that were shown
 */
export function walk(
  { metric, followUps }: Pick<Questionnaire, 'metric' | 'followUps'>,
  score: number,
  ask: (followUp: FollowUp) => AnswerValue | undefined,
): FollowUp[] {
  const given = new Map<string, AnswerValue>();
  const shown: FollowUp[] = [];
  for (const followUp of followUps) {
    const { showIf = {} } = followUp;
    if (!fitsScore(metric, showIf, score) || !fitsAnswer(showIf, given)) continue;
    shown.push(followUp);
    const answer = ask(followUp);
    if (answer) given.set(followUp.id, answer);
  }
  return shown;
}

/** The questions that are to be shown after a score and these answers, in their order; other answers count for nothing. */
export function shownFollowUps(
  survey: Questionnaire,
  score: number,
  answers: ReadonlyMap<string, AnswerValue>,
): FollowUp[] {
  return walk(survey, score, ({ id }) => answers.get(id));
}
