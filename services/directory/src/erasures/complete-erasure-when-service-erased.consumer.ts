import { Injectable } from '@nestjs/common';
import { contracts, type DataOf, ownerOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent, rowSet } from '#messaging';
import { ERASING_SERVICES } from './show-erasure.action.js';

type Erased = DataOf<typeof contracts.erasedInScoring>;

const REPORTS = rowSet<IncomingEvent<Erased>>({
  erasure_id: ['uuid', ({ data }) => data.erasureId],
  service: ['text', ({ contract }) => ownerOf(contract.type)],
  contact_id: ['text', ({ data }) => data.contactId],
  records: ['jsonb', ({ data }) => data.records ?? {}],
  completed_at: ['timestamptz', ({ data }) => data.completedAt],
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Notes what a service erased; the erasure is complete with the last service's report of the last id. */
@Injectable()
export class CompleteErasureWhenServiceErased implements EventConsumer<Erased> {
  readonly name = 'complete-erasure-when-service-erased';
  readonly contracts = [
    contracts.erasedInSurveyDispatch,
    contracts.erasedInResponseIntake,
    contracts.erasedInScoring,
    contracts.erasedInFeedbackTagging,
    contracts.erasedInFollowUp,
  ];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly IncomingEvent<Erased>[], transaction: ConsumeTransaction<Erased>): Promise<void> {
    const readable = events.filter((event) => {
      const isReadable = UUID.test(event.data.erasureId);
      if (!isReadable) transaction.reject(event, 'erasureId must be a UUID', 'erasureId');
      return isReadable;
    });
    const ids = [...new Set(readable.map(({ data }) => data.erasureId))];
    // Two reports of one erasure may come at once, and neither would see the other.
    await transaction.query('SELECT FROM erasures WHERE erasure_id = ANY ($1::uuid[]) ORDER BY erasure_id FOR UPDATE', [
      ids,
    ]);
    await transaction.query(
      `INSERT INTO erasure_reports (${REPORTS.names})
       SELECT given.* FROM unnest(${REPORTS.arrays}) AS given (${REPORTS.names}) JOIN erasures USING (erasure_id)
       ON CONFLICT DO NOTHING`,
      REPORTS.values(readable),
    );
    await transaction.query(
      `UPDATE erasures SET completed_at = $2
        WHERE erasure_id = ANY ($1::uuid[]) AND completed_at IS NULL
          AND (SELECT count(*) FROM erasure_reports AS report WHERE report.erasure_id = erasures.erasure_id)
            >= $3 * (SELECT count(*) FROM contacts WHERE contacts.erasure_id = erasures.erasure_id)`,
      [ids, this.clock.now().toISOString(), ERASING_SERVICES.length],
    );
  }
}
