import type { AnswerProblem, FollowUp, GivenAnswer } from '#survey-documents';

/** Begins the name of a field that holds the answer to a follow-up question; its id follows. */
const PREFIX = 'q.';

/** The name of a question's field. */
export const fieldOf = ({ id }: Pick<FollowUp, 'id'>) => PREFIX + id;

/** The fields of a posted form that answer follow-up questions, by their names. */
export function typedFollowUps(body: unknown): Record<string, string[]> {
  const fields = Object.entries((body ?? {}) as object).filter(([name]) => name.startsWith(PREFIX));
  return Object.fromEntries(
    fields.map(([name, value]) => [
      name,
      [value].flat().flatMap((it) => (typeof it === 'string' ? it.replaceAll('\r\n', '\n').replaceAll('\0', '') : [])),
    ]),
  );
}

/**
 * The answers of a form to the questions that it shows, and to whatever else it names. A browser sends nothing for what
 * is not chosen: a question that is shown and not sent is left unanswered.
 */
export function readFollowUps(
  typed: Readonly<Record<string, readonly string[]>>,
  followUps: readonly FollowUp[],
  shown: readonly FollowUp[],
): GivenAnswer[] {
  const ids = new Set([...shown.map(({ id }) => id), ...Object.keys(typed).map((name) => name.slice(PREFIX.length))]);
  return [...ids].map((questionId) => {
    const kind = followUps.find(({ id }) => id === questionId)?.kind;
    const values = typed[PREFIX + questionId] ?? [];
    if (kind === 'single_choice' || kind === 'multiple_choice') return { questionId, choices: values };
    if (kind === 'rating') return { questionId, ...(values[0] !== undefined && { rating: readRating(values[0]) }) };
    return { questionId, text: values.join('\n') };
  });
}

function readRating(text: string): number {
  return /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
}

/** What is wrong with a form, by the id of the question: the name of a text of the page. */
export type FollowUpProblems = ReadonlyMap<string, 'commentTooLong' | 'chooseOne' | 'answersRefused'>;

/**
 * What a person can do about answers that cannot be kept. A question that is not asked any more, or was never there, is
 * one that came from a page of before.
 * @param problems with places such as `answers.2.choices.0`
 */
export function followUpProblems(
  answers: readonly GivenAnswer[],
  problems: readonly AnswerProblem[],
  shown: readonly FollowUp[],
): FollowUpProblems {
  const byQuestion = problems.map(({ field }) => {
    const { questionId, text } = answers[Number(field.split('.')[1])]!;
    if (!shown.some(({ id }) => id === questionId)) return [questionId, 'answersRefused'] as const;
    return [questionId, text === undefined ? 'chooseOne' : 'commentTooLong'] as const;
  });
  return new Map(byQuestion);
}
