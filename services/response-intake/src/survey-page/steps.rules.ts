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

/** The step where a respondent stopped: the next one that has anything left to answer, if any. */
export function resumedStep(document: Questionnaire, answer: SurveyAnswer): number | undefined {
  const answered = new Set((answer.answers ?? []).map(({ questionId }) => questionId));
  const isOpen = (step: number) => questionsOfStep(document, answer, step).some(({ id }) => !answered.has(id));
  let step = nextStep(document, answer, answer.nextStep ?? 0);
  while (step !== undefined && !isOpen(step)) step = nextStep(document, answer, step + 1);
  return step;
}

/** The step before one that has anything to ask, if any. */
export function formerStep(
  document: Questionnaire,
  answer: Pick<SurveyAnswer, 'score' | 'answers'>,
  before: number,
): number | undefined {
  for (let step = before - 1; step >= 0; step--) if (questionsOfStep(document, answer, step).length > 0) return step;
  return undefined;
}
