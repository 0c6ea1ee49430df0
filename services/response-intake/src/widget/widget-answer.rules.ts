import type { GivenAnswer } from '#survey-documents';

/** A score as the widget sends it. */
export interface WidgetScore {
  readonly score: number;
  readonly comment?: string;
  /** What the view said of when it was shown. */
  readonly shown?: string;
}

/** The answers of a step as the widget sends them; what is absent stays as it is. */
export interface WidgetAnswers {
  readonly comment?: string;
  readonly answers?: readonly GivenAnswer[];
}
