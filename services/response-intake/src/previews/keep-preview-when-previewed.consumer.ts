import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent, rowSet } from '#messaging';

type Previewed = DataOf<typeof contracts.surveyPreviewed>;

const PREVIEWS = rowSet<Previewed>({
  preview_id: ['text', (it) => it.previewId],
  document: ['jsonb', (it) => it.document],
  expires_at: ['timestamptz', (it) => it.expiresAt],
});

/** Keeps surveys that somebody wants to look at, and forgets those whose links are over. */
@Injectable()
export class KeepPreviewWhenPreviewed implements EventConsumer<Previewed> {
  readonly name = 'keep-preview-when-previewed';
  readonly contracts = [contracts.surveyPreviewed];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly IncomingEvent<Previewed>[], transaction: ConsumeTransaction<Previewed>): Promise<void> {
    await transaction.query('DELETE FROM survey_previews WHERE expires_at <= $1', [this.clock.now()]);
    await transaction.query(
      `INSERT INTO survey_previews (${PREVIEWS.names}) SELECT * FROM unnest(${PREVIEWS.arrays}) ORDER BY 1
       ON CONFLICT DO NOTHING`,
      PREVIEWS.values(events.map(({ data }) => data)),
    );
  }
}
