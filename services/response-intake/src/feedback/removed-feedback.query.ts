import type { Transaction } from '#messaging';

/** An item whose text was taken out. */
export interface BlankedFeedback {
  readonly feedbackId: string;
  readonly revision: number;
  readonly contactId: string | null;
  readonly removed: 'withdrawn' | 'erased';
  readonly revisedAt: Date;
  /** Whether others still take it for an item: it was not deleted in its source before. */
  readonly wasTold: boolean;
}

/** Which items are blanked for good, and why: one by its id, or all of contacts. */
export type Blanking = { readonly now: Date } & (
  | { readonly removed: 'withdrawn'; readonly feedbackId: string }
  | { readonly removed: 'erased'; readonly contactIds: readonly string[] }
);

/** Takes everything that was written out of items, for good; those that were before are left out of the answer. */
export function blankFeedback(transaction: Transaction, blanking: Blanking): Promise<BlankedFeedback[]> {
  const { removed, now } = blanking;
  const [which, value] =
    removed === 'withdrawn'
      ? ['feedback_id = $3::uuid', blanking.feedbackId]
      : ['contact_id = ANY ($3::text[])', blanking.contactIds];
  return transaction.query<BlankedFeedback>(
    `WITH before AS (
       SELECT feedback_id, removed IS NULL AS "wasTold" FROM feedback_items
       WHERE ${which} AND (removed IS NULL OR removed = 'deleted') FOR UPDATE)
     UPDATE feedback_items f SET revision = revision + 1, removed = $1, revised_at = $2, text = NULL, title = NULL, url = NULL,
       rating = NULL, rating_lowest = NULL, rating_highest = NULL, language = NULL
     FROM before WHERE f.feedback_id = before.feedback_id
     RETURNING f.feedback_id AS "feedbackId", revision, contact_id AS "contactId", removed, revised_at AS "revisedAt",
       "wasTold"`,
    [removed, now, value],
  );
}
