import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FeedbackItem } from './feedback-change.rules.js';
import { FEEDBACK_COLUMNS } from './keep-feedback.query.js';

/** Which items to list; what is absent excludes none. Ranges are of RFC 3339 moments, from inclusive, to exclusive. */
export interface FeedbackFilter {
  readonly source?: string;
  readonly externalId?: string;
  readonly kind?: string;
  readonly contactId?: string;
  readonly accountId?: string;
  readonly writtenFrom?: string;
  readonly writtenTo?: string;
  readonly updatedFrom?: string;
  readonly updatedTo?: string;
  /** Words that all are in the title or the text. */
  readonly text?: string;
  /** Whether those whose text was removed are listed as well. */
  readonly removed?: boolean;
  /** Id of the last item of the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

/** Condition of each filter on the value that stands for `?`. */
const CONDITIONS: Readonly<Record<Exclude<keyof FeedbackFilter, 'removed' | 'limit'>, string>> = {
  source: 'source = ?',
  externalId: 'external_id = ?',
  kind: 'kind = ?',
  contactId: 'contact_id = ?',
  accountId: 'account_id = ?',
  writtenFrom: 'written_at >= ?::timestamptz',
  writtenTo: 'written_at < ?::timestamptz',
  updatedFrom: 'source_updated_at >= ?::timestamptz',
  updatedTo: 'source_updated_at < ?::timestamptz',
  text: `to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(text, '')) @@ plainto_tsquery('simple', ?)`,
  cursor: 'feedback_id < ?::uuid',
};

/** Reads feedback items. */
@Injectable()
export class FeedbackItems {
  constructor(private readonly dataSource: DataSource) {}

  /** An item as it is now, or nothing. */
  async one(feedbackId: string): Promise<FeedbackItem | undefined> {
    const sql = `SELECT ${FEEDBACK_COLUMNS} FROM feedback_items WHERE feedback_id = $1`;
    const [row] = await this.dataSource.query<FeedbackItem[]>(sql, [feedbackId]);
    return row;
  }

  /** Items in the order in which they first came in, newest first: their ids grow with time. */
  list({ removed, limit, ...filter }: FeedbackFilter): Promise<FeedbackItem[]> {
    const parameters: unknown[] = [limit];
    // Only what is asked for is in the statement, so that Postgres finds the index for it.
    const conditions = Object.entries(CONDITIONS).flatMap(([name, sql]) => {
      const value = filter[name as keyof typeof filter];
      return value === undefined ? [] : [sql.replace('?', `$${parameters.push(value)}`)];
    });
    if (!removed) conditions.push('removed IS NULL');
    return this.dataSource.query<FeedbackItem[]>(
      `SELECT ${FEEDBACK_COLUMNS} FROM feedback_items WHERE ${conditions.join(' AND ') || 'true'}
       ORDER BY feedback_id DESC LIMIT $1`,
      parameters,
    );
  }
}
