import type { contracts, DataOf } from '#contracts';
import { type IncomingEvent, newestOfEach, newId, type Transaction } from '#messaging';
import { type ReadText, readKnownTexts } from './keep-insights.query.js';
import { mayHaveAnswers, textsOf } from './response-texts.rules.js';
import { tagTexts } from './tag-texts.action.js';

type Recorded = IncomingEvent<DataOf<typeof contracts.responseRecorded>>;

/** A text of a response that was read, with the event that brought it. */
export interface ReadOfResponse extends ReadText {
  readonly event: Recorded;
}

/**
 * Reads the comments and the text answers of responses: of each response the last revision that says something, or may
 * take something back.
 * @param days the UTC day of each event's response; events without one are left out
 */
export async function readResponses(
  transaction: Transaction,
  days: ReadonlyMap<Recorded, string>,
): Promise<ReadOfResponse[]> {
  const latest = newestOfEach([...days.keys()], ({ data: { responseId: id, revision } }) => ({ id, revision }));
  const asked = latest.filter(({ data }) => mayHaveAnswers(data)).map(({ data }) => data.responseId);
  const known = asked.length === 0 ? [] : await readKnownTexts(transaction, asked);
  const ofResponse = Map.groupBy(known, ({ sourceId }) => sourceId);
  const texts = latest.flatMap((event) =>
    textsOf(event.data, ofResponse.get(event.data.responseId) ?? []).map((text) => ({ event, ...text })),
  );
  const found = await tagTexts(texts.map(({ text }) => text));
  return texts.flatMap(({ event, source, questionId }, index) => {
    const { responseId: sourceId, revision, contactId, accountId } = event.data;
    const tagged = found[index]!;
    if (!tagged && revision === 1) return [];
    const day = days.get(event)!;
    return [{ newId: newId(), source, sourceId, questionId, revision, contactId, accountId, day, tagged, event }];
  });
}
