import { dayOf, type Refusal } from './source.rules.js';

/** What tagging reads of a feedback item that was recorded. */
export interface ReadableFeedback {
  readonly feedbackId: string;
  readonly revision: number;
  readonly title?: string;
  readonly text: string;
  readonly writtenAt: string;
}

const FIELDS: Readonly<Record<string, string>> = { responseId: 'feedbackId', answeredAt: 'writtenAt' };

/** The UTC day on which an item was written, YYYY-MM-DD, or the field that makes it impossible to keep. */
export function dayOfFeedback({ feedbackId, revision, writtenAt }: ReadableFeedback): string | Refusal {
  const day = dayOf({ responseId: feedbackId, revision, answeredAt: writtenAt });
  if (typeof day === 'string') return day;
  const field = FIELDS[day.field] ?? day.field;
  return { field, reason: day.reason.replaceAll(day.field, field) };
}

/** What is read of an item: a title is often half of what a feature request or a review says. */
export function wordsOf({ title, text }: Pick<ReadableFeedback, 'title' | 'text'>): string {
  return title === undefined ? text : `${title}\n\n${text}`;
}
