import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import type { ConsumeTransaction, EventConsumer, IncomingEvent } from '#messaging';
import { newestOfEach } from './revisions.rules.js';

type Recorded = DataOf<typeof contracts.responseRecorded>;

/** Keeps the respondent's own words for those who work on the case. */
@Injectable()
export class KeepCommentWhenResponseRecorded implements EventConsumer<Recorded> {
  readonly name = 'keep-comment-when-response-recorded';
  readonly contracts = [contracts.responseRecorded];

  async handle(events: readonly IncomingEvent<Recorded>[], transaction: ConsumeTransaction<Recorded>): Promise<void> {
    const newest = newestOfEach(
      events.map(({ data }) => data),
      (response) => response,
    );
    // A first answer without words leaves nothing to keep; a later revision may have taken words back.
    const rows = newest.filter(({ comment, revision }) => comment || revision > 1);
    if (rows.length === 0) return;
    await transaction.query(
      `INSERT INTO response_facts AS facts (response_id, contact_id, comment_revision, comment)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[])
       ON CONFLICT (response_id) DO UPDATE
         SET comment_revision = excluded.comment_revision, comment = excluded.comment
         WHERE facts.comment_revision < excluded.comment_revision`,
      [
        rows.map(({ responseId }) => responseId),
        rows.map(({ contactId }) => contactId),
        rows.map(({ revision }) => revision),
        rows.map(({ comment }) => comment || null),
      ],
    );
  }
}
