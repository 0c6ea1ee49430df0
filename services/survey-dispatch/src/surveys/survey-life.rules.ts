import type { Metric, SurveyDocument } from '#survey-documents';
import { problemsOf } from './survey-problems.rules.js';
import type { SurveyProblem } from './survey-text-problems.rules.js';

/** Never published, published at least once, or no longer to be asked. */
export const SURVEY_STATES = ['draft', 'published', 'archived'] as const;

export type SurveyState = (typeof SURVEY_STATES)[number];

/** Words that are part of an address beside the ids of surveys. */
export const RESERVED_IDS: readonly string[] = ['templates'];

/** What is known of a survey when something is to be done with it. */
export interface KnownSurvey {
  readonly state: SurveyState;
  readonly metric: Metric;
  /** The last version that was published. */
  readonly version: number | null;
  readonly draft: SurveyDocument | null;
}

/** Everything that keeps a survey's draft from being published: scores of two metrics do not go under one survey. */
export function publishingProblems({ version, metric, draft }: KnownSurvey): SurveyProblem[] {
  if (!draft) return [];
  const problems = problemsOf(draft);
  if (version === null || draft.metric === metric) return problems;
  return [
    { field: 'metric', reason: `is ${metric} since version 1: make another survey for ${draft.metric}` },
    ...problems,
  ];
}
