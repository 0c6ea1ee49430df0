import { type FollowUp, type GivenAnswer, type Questionnaire, shownFollowUps } from '#survey-documents';
import type { SurveyAnswer } from './survey.rules.js';

/**
 * The step in which each follow-up question is shown, beginning with 0. A question that depends on an answer comes a
 * step after it, because the page works without a script; all others come at once.
 */
function stepsOf(followUps: readonly FollowUp[]): Map<string, number> {
  const steps = new Map<string, number>();
  for (const { id, showIf } of followUps) {
    steps.set(id, showIf?.answer ? (steps.get(showIf.answer.questionId) ?? 0) + 1 : 0);
  }
  return steps;
}

/** The questions of a step that are to be shown after what was answered so far. */
export function questionsOfStep(
  document: Questionnaire,
  { score, answers }: Pick<SurveyAnswer, 'score' | 'answers'>,
  step: number,
): FollowUp[] {
  const steps = stepsOf(document.followUps);
  const given = new Map<string, GivenAnswer>((answers ?? []).map((it) => [it.questionId, it]));
  return shownFollowUps(document, score, given).filter(({ id }) => steps.get(id) === step);
}

/** The first step from a given one on that has anything to ask, if any. */
export function nextStep(
  document: Questionnaire,
  answer: Pick<SurveyAnswer, 'score' | 'answers'>,
  from: number,
): number | undefined {
  const last = Math.max(-1, ...stepsOf(document.followUps).values());
  for (let step = from; step <= last; step++) if (questionsOfStep(document, answer, step).length > 0) return step;
  return undefined;
}
