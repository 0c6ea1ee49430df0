import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import {
  Clock,
  type ConsumeTransaction,
  type EventConsumer,
  type IncomingEvent,
  newestOfEach,
  newId,
  publish,
} from '#messaging';
import { keepThemes } from '../themes/keep-themes.query.js';
import { keepInsights, type ReadText } from './keep-insights.query.js';
import { dayOf } from './source.rules.js';
import { tagTexts } from './tag-texts.action.js';
import type { Tagged } from './tagging.rules.js';

type Recorded = DataOf<typeof contracts.responseRecorded>;
type Read = ReadText & { event: IncomingEvent<Recorded> };

const SOURCE = 'response';

/**
 * Reads the comments of responses and publishes what it finds, once per comment. A revision replaces the insight of
 * the one before; one that takes the comment back removes the insight, and nothing is published of that yet.
 */
@Injectable()
export class TagWhenResponseRecorded implements EventConsumer<Recorded> {
  readonly name = 'tag-when-response-recorded';
  readonly contracts = [contracts.responseRecorded];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly IncomingEvent<Recorded>[], transaction: ConsumeTransaction<Recorded>): Promise<void> {
    const texts = new Map((await this.read(events, transaction)).map((text) => [text.sourceId, text]));
    if (texts.size === 0) return;
    const foundAt = this.clock.now();
    const kept = await keepInsights(transaction, [...texts.values()], foundAt);
    const insights = kept.map(({ insightId, sourceId }) => ({ ...texts.get(sourceId)!, insightId }));
    await keepThemes(
      transaction,
      insights.filter(({ insightId, newId }) => insightId !== newId).map(({ insightId }) => insightId),
      insights.flatMap(({ insightId, day, tagged }) =>
        (tagged?.themes ?? []).map(({ theme, sentiment }) => ({ insightId, theme, sentiment, day })),
      ),
    );
    for (const { insightId, tagged, event } of insights) {
      if (tagged)
        publish(transaction, contracts.insightFound, toInsightFound(insightId, event.data, tagged, foundAt), event);
    }
  }

  /** The last revisions that say something, and those that may take something back. */
  private async read(
    events: readonly IncomingEvent<Recorded>[],
    transaction: ConsumeTransaction<Recorded>,
  ): Promise<Read[]> {
    const days = new Map<IncomingEvent<Recorded>, string>();
    for (const event of events) {
      const day = dayOf(event.data);
      if (typeof day === 'string') days.set(event, day);
      else transaction.reject(event, day.reason, day.field);
    }
    const latest = newestOfEach([...days.keys()], ({ data: { responseId: id, revision } }) => ({ id, revision }));
    const found = await tagTexts(latest.map(({ data }) => data.comment));
    return latest.flatMap((event, index) => {
      const { responseId: sourceId, revision, contactId, accountId } = event.data;
      const tagged = found[index]!;
      if (!tagged && revision === 1) return [];
      const day = days.get(event)!;
      return [{ newId: newId(), source: SOURCE, sourceId, revision, contactId, accountId, day, tagged, event }];
    });
  }
}

/** What others are told: everything but the text itself. */
function toInsightFound(
  insightId: string,
  { responseId, revision, contactId, accountId }: Recorded,
  tagged: Tagged,
  foundAt: Date,
): DataOf<typeof contracts.insightFound> {
  return {
    insightId,
    source: SOURCE,
    sourceId: responseId,
    sourceRevision: revision,
    contactId,
    ...(accountId !== undefined && { accountId }),
    language: tagged.language,
    sentiment: tagged.sentiment,
    sentimentScore: tagged.sentimentScore,
    themes: [...tagged.themes],
    taxonomyVersion: tagged.taxonomyVersion,
    rulesVersion: tagged.rulesVersion,
    foundAt: foundAt.toISOString(),
  };
}
