import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { type ConsumeTransaction, type EventConsumer, type IncomingEvent, rowSet } from '#messaging';

type Published = DataOf<typeof contracts.surveyPublished>;

const VERSIONS = rowSet<Published>({
  version_id: ['text', (it) => it.versionId],
  document: ['jsonb', (it) => it.document],
});

/** Keeps every version of every survey: invitations are answered in the version that they asked. */
@Injectable()
export class KeepSurveyWhenPublished implements EventConsumer<Published> {
  readonly name = 'keep-survey-when-published';
  readonly contracts = [contracts.surveyPublished];

  async handle(events: readonly IncomingEvent<Published>[], transaction: ConsumeTransaction<Published>): Promise<void> {
    await transaction.query(
      `INSERT INTO survey_versions (${VERSIONS.names}) SELECT * FROM unnest(${VERSIONS.arrays}) ORDER BY 1
       ON CONFLICT DO NOTHING`,
      VERSIONS.values(events.map(({ data }) => data)),
    );
  }
}
