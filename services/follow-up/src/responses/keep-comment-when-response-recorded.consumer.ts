import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import {
  type ConsumeTransaction,
  type EventConsumer,
  type IncomingEvent,
  newestOfEach,
  presentIds,
  rowSet,
} from '#messaging';

type Recorded = DataOf<typeof contracts.responseRecorded>;

const COMMENTS = rowSet<Recorded>({
  response_id: ['text', (it) => it.responseId],
  contact_id: ['text', (it) => it.contactId],
  comment_revision: ['int', (it) => it.revision],
  comment: ['text', (it) => it.comment || null],
});

/** Keeps the respondent's own words for those who work on the case. */
@Injectable()
export class KeepCommentWhenResponseRecorded implements EventConsumer<Recorded> {
  readonly name = 'keep-comment-when-response-recorded';
  readonly contracts = [contracts.responseRecorded];

  async handle(events: readonly IncomingEvent<Recorded>[], transaction: ConsumeTransaction<Recorded>): Promise<void> {
    const newest = newestOfEach(
      events.map(({ data }) => data),
      ({ responseId: id, revision }) => ({ id, revision }),
    );
    // A first answer without words leaves nothing to keep; a later revision may have taken words back.
    const telling = newest.filter(({ comment, revision }) => comment || revision > 1);
    const ids = await presentIds(transaction, telling);
    const rows = telling.filter(({ contactId }) => !ids.isErased(contactId)).map(ids.present);
    if (rows.length === 0) return;
    await transaction.query(
      `INSERT INTO response_facts AS facts (${COMMENTS.names})
       SELECT * FROM unnest(${COMMENTS.arrays})
       ON CONFLICT (response_id) DO UPDATE
         SET comment_revision = excluded.comment_revision, comment = excluded.comment
         WHERE facts.comment_revision < excluded.comment_revision`,
      COMMENTS.values(rows),
    );
  }
}
