import { rowSet, type Transaction } from '#messaging';

/** One theme of one insight, and the UTC day on which the text was given. */
export interface ThemeRow {
  readonly insightId: string;
  readonly theme: string;
  readonly sentiment: string;
  readonly day: string;
  /** Whether the text is a feedback item from elsewhere. */
  readonly ofFeedback: boolean;
}

const THEMES = rowSet<ThemeRow>({
  insight_id: ['uuid', (it) => it.insightId],
  theme: ['text', (it) => it.theme],
  sentiment: ['text', (it) => it.sentiment],
  day: ['date', (it) => it.day],
  of_feedback: ['boolean', (it) => it.ofFeedback],
});

/**
 * Keeps the themes of insights as rows, in place of those that `replaced` insights had. The insights' own rows are
 * locked by then, so nobody else writes theirs.
 */
export async function keepThemes(
  transaction: Transaction,
  replaced: readonly string[],
  rows: readonly ThemeRow[],
): Promise<void> {
  if (replaced.length > 0) {
    await transaction.query('DELETE FROM insight_themes WHERE insight_id = ANY ($1::uuid[])', [replaced]);
  }
  if (rows.length === 0) return;
  await transaction.query(
    `INSERT INTO insight_themes (${THEMES.names}) SELECT * FROM unnest(${THEMES.arrays})`,
    THEMES.values(rows),
  );
}
