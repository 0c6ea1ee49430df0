import {
  BANDS,
  type Condition,
  type FollowUp,
  isIn,
  type Metric,
  type SurveyDocument,
} from './survey-document.rules.js';

/** What was answered to a follow-up question. */
export interface GivenAnswer {
  readonly choices?: readonly string[];
  readonly rating?: number;
  readonly text?: string;
}

/** Whether a score has what a condition wants of it. */
export function fitsScore(metric: Metric, { bands, scores }: Condition, score: number): boolean {
  const inBand = bands === undefined || bands.some((band) => BANDS[metric][band] && isIn(BANDS[metric][band], score));
  return inBand && (scores === undefined || isIn(scores, score));
}

function fitsAnswer({ answer }: Condition, given: ReadonlyMap<string, GivenAnswer>): boolean {
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
  { metric, followUps }: Pick<SurveyDocument, 'metric' | 'followUps'>,
  score: number,
  ask: (followUp: FollowUp) => GivenAnswer | undefined,
): FollowUp[] {
  const given = new Map<string, GivenAnswer>();
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
