import { categoryOfScore } from '../../services/scoring/src/metrics/score-category.rules.js';

/** What became of one answer of the file, as the topics and REST showed it. */
export interface Trail {
  readonly row: number;
  readonly score: number;
  readonly comment?: string;
  decision?: string;
  invited?: boolean;
  answered?: boolean;
  category?: string;
  insight?: boolean;
  followUp?: string;
}

/** Which follow-up each category leads to. */
export const FOLLOW_UP_OF: Readonly<Record<string, string>> = {
  detractor: 'CaseOpened',
  passive: 'RetentionStepPlanned',
  promoter: 'AdvocacyRequested',
};

/** Whether tagging has anything to read: a letter, a digit or a symbol with a meaning; not punctuation alone. */
export function saysSomething(comment: string | undefined): boolean {
  return comment !== undefined && /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(comment);
}

/** What is missing of an answer's way through the loop, in the order of the way. */
export function missingOf(trail: Trail): string[] {
  const category = categoryOfScore(trail.score);
  return [
    trail.decision === undefined && 'decision',
    trail.decision === 'asked' && !trail.invited && 'invitation',
    trail.invited && !trail.answered && 'answer',
    trail.answered && trail.category !== category && 'score',
    trail.answered && saysSomething(trail.comment) && !trail.insight && 'insight',
    trail.answered && trail.followUp !== FOLLOW_UP_OF[category] && 'follow-up',
    trail.decision !== undefined && trail.decision !== 'asked' && `answer (decision: ${trail.decision})`,
  ].filter((step) => typeof step === 'string');
}

/** How often each value occurs. */
export function countBy<T>(items: readonly T[], nameOf: (item: T) => string | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) {
    const name = nameOf(item);
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** NPS counted from scores alone, ×100 / n; the check on the service's own number. */
export function npsOf(scores: readonly number[]): number {
  const { promoter = 0, detractor = 0 } = countBy(scores, (score) => categoryOfScore(score));
  return (100 * (promoter - detractor)) / scores.length;
}
