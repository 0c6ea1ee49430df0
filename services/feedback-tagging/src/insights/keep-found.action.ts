import { contracts, type DataOf } from '#contracts';
import { type Cause, publish, type Transaction } from '#messaging';
import { keepThemes } from '../themes/keep-themes.query.js';
import { keepInsights, type ReadText } from './keep-insights.query.js';
import type { Tagged } from './tagging.rules.js';

/** A text that was read, with the event that brought it. */
export interface FoundText extends ReadText {
  readonly event: Cause;
}

/** A comment has no question: the name of a text among those of all origins. */
const nameOf = ({ sourceId, questionId }: { sourceId: string; questionId?: string | null }) =>
  `${sourceId}\n${questionId ?? ''}`;

/**
 * Keeps what was found in texts, and publishes it, once per text: a stale or repeated revision changes nothing. A text that
 * was taken back loses its insight, and nothing is published of that yet.
 */
export async function keepFound(transaction: Transaction, read: readonly FoundText[], foundAt: Date): Promise<void> {
  const texts = new Map(read.map((text) => [nameOf(text), text]));
  if (texts.size === 0) return;
  const kept = await keepInsights(transaction, [...texts.values()], foundAt);
  const insights = kept.map((insight) => ({ ...texts.get(nameOf(insight))!, insightId: insight.insightId }));
  await keepThemes(
    transaction,
    insights.filter(({ insightId, newId }) => insightId !== newId).map(({ insightId }) => insightId),
    insights.flatMap(({ insightId, day, tagged, source }) =>
      (tagged?.themes ?? []).map(({ theme, sentiment }) => ({
        insightId,
        theme,
        sentiment,
        day,
        ofFeedback: source === 'feedback',
      })),
    ),
  );
  for (const { insightId, tagged, event, ...text } of insights) {
    if (tagged) publish(transaction, contracts.insightFound, toInsightFound(insightId, text, tagged, foundAt), event);
  }
}

/** What others are told: everything but the text itself. Events are ordered by contact, so a text of nobody is its own. */
function toInsightFound(
  insightId: string,
  text: Omit<ReadText, 'tagged'>,
  tagged: Tagged,
  foundAt: Date,
): DataOf<typeof contracts.insightFound> {
  const { source, sourceId, questionId, revision, contactId, accountId, feedbackKind } = text;
  return {
    insightId,
    source,
    sourceId,
    ...(questionId !== undefined && { questionId }),
    sourceRevision: revision,
    contactId: contactId ?? `feedback-${sourceId}`,
    ...(contactId === undefined && { anonymous: true }),
    ...(accountId !== undefined && { accountId }),
    ...(feedbackKind !== undefined && { feedbackKind }),
    language: tagged.language,
    sentiment: tagged.sentiment,
    sentimentScore: tagged.sentimentScore,
    themes: [...tagged.themes],
    taxonomyVersion: tagged.taxonomyVersion,
    rulesVersion: tagged.rulesVersion,
    foundAt: foundAt.toISOString(),
  };
}
