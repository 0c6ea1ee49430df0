import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent, publish } from '#messaging';
import { keepThemes } from '../themes/keep-themes.query.js';
import { keepInsights } from './keep-insights.query.js';
import { presentResponses } from './present-responses.action.js';
import { type ReadOfResponse, readResponses } from './read-responses.action.js';
import { dayOf } from './source.rules.js';
import type { Tagged } from './tagging.rules.js';

type Recorded = DataOf<typeof contracts.responseRecorded>;

/** A comment has no question: the name of a text among those of all responses. */
const nameOf = ({ sourceId, questionId }: { sourceId: string; questionId?: string | null }) =>
  `${sourceId}\n${questionId ?? ''}`;

/**
 * Reads the comments and text answers of responses and publishes what it finds, once per text. A revision replaces the
 * insight of the one before; one that takes a text back removes its insight, and nothing is published of that yet.
 */
@Injectable()
export class TagWhenResponseRecorded implements EventConsumer<Recorded> {
  readonly name = 'tag-when-response-recorded';
  readonly contracts = [contracts.responseRecorded];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly IncomingEvent<Recorded>[], transaction: ConsumeTransaction<Recorded>): Promise<void> {
    const days = new Map<IncomingEvent<Recorded>, string>();
    for (const event of await presentResponses(transaction, events)) {
      const day = dayOf(event.data);
      if (typeof day === 'string') days.set(event, day);
      else transaction.reject(event, day.reason, day.field);
    }
    const texts = new Map((await readResponses(transaction, days)).map((text) => [nameOf(text), text]));
    if (texts.size === 0) return;
    const foundAt = this.clock.now();
    const kept = await keepInsights(transaction, [...texts.values()], foundAt);
    const insights = kept.map((insight) => ({ ...texts.get(nameOf(insight))!, insightId: insight.insightId }));
    await keepThemes(
      transaction,
      insights.filter(({ insightId, newId }) => insightId !== newId).map(({ insightId }) => insightId),
      insights.flatMap(({ insightId, day, tagged }) =>
        (tagged?.themes ?? []).map(({ theme, sentiment }) => ({ insightId, theme, sentiment, day })),
      ),
    );
    for (const { insightId, tagged, event, ...text } of insights) {
      if (tagged) publish(transaction, contracts.insightFound, toInsightFound(insightId, text, tagged, foundAt), event);
    }
  }
}

/** What others are told: everything but the text itself. */
function toInsightFound(
  insightId: string,
  text: Omit<ReadOfResponse, 'event' | 'tagged'>,
  tagged: Tagged,
  foundAt: Date,
): DataOf<typeof contracts.insightFound> {
  const { source, sourceId, questionId, revision, contactId, accountId } = text;
  return {
    insightId,
    source,
    sourceId,
    ...(questionId !== undefined && { questionId }),
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
