/** A response as far as its texts go. */
export interface ResponseTexts {
  readonly responseId: string;
  readonly revision: number;
  readonly comment?: string;
  /** Of what is `set_aside` or `excluded`, nothing is read. */
  readonly state?: string;
  readonly answers?: {
    readonly items: readonly { readonly questionId: string; readonly kind: string; readonly text?: string }[];
  };
}

/** What is kept of a response: a text of it, and the revision from which that was read. */
export interface KeptText {
  readonly questionId: string | null;
  readonly revision: number;
  readonly withdrawn: boolean;
}

/** One text of a response: its comment, or the answer to a follow-up question. */
export interface ResponseText {
  /** Where it is from. */
  readonly source: 'response' | 'answer';
  readonly questionId?: string;
  /** Absent where the text was taken back. */
  readonly text?: string;
}

/**
 * The texts of a revision that have to be read, and those that it takes back.
 * @param kept what is kept of earlier (or later) revisions; a text of a revision before one of these is stale
 */
export function textsOf(response: ResponseTexts, kept: readonly KeptText[]): ResponseText[] {
  const { revision, comment, answers } = isHeard(response) ? response : withoutTexts(response);
  const texts: ResponseText[] = [{ source: 'response', text: comment }];
  if (kept.some((it) => it.revision > revision)) return texts;
  const given = new Set<string>();
  for (const { questionId, kind, text } of answers?.items ?? []) {
    if (kind !== 'text' || !text || given.has(questionId)) continue;
    given.add(questionId);
    texts.push({ source: 'answer', questionId, text });
  }
  for (const { questionId, withdrawn } of kept)
    if (questionId !== null && !withdrawn && !given.has(questionId)) texts.push({ source: 'answer', questionId });
  return texts;
}

function isHeard({ state }: ResponseTexts): boolean {
  return state !== 'set_aside' && state !== 'excluded';
}

/** What does not count takes all of its texts back, until a later revision counts. */
function withoutTexts({ responseId, revision }: ResponseTexts): ResponseTexts {
  return { responseId, revision };
}

/** Whether a revision has text answers, or may take some back. */
export function mayHaveAnswers({ revision, answers }: ResponseTexts): boolean {
  return revision > 1 || (answers?.items.some(({ kind }) => kind === 'text') ?? false);
}
