import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import {
  Clock,
  type ConsumeTransaction,
  type EventConsumer,
  type IncomingEvent,
  newestOfEach,
  presentIds,
  publish,
} from '#messaging';
import { anonymousContact } from '../erasures/anonymous.rules.js';
import { categoryOfScore } from '../metrics/score-category.rules.js';
import { moveRollups } from '../rollups/move-rollups.query.js';
import { rollupDeltas } from '../rollups/rollup.rules.js';
import { keepScores, type ScoreChange } from './keep-scores.query.js';
import { doesCount, type Scored, scoreResponse } from './response.rules.js';

type Recorded = DataOf<typeof contracts.responseRecorded>;
type Scoring = { scored: Scored; event: IncomingEvent<Recorded> };

/**
 * Categorises responses, moves the counts by exactly what changed, and publishes each changed response once per
 * chunk. A handful of statements, whatever the size of the chunk.
 */
@Injectable()
export class ScoreWhenResponseRecorded implements EventConsumer<Recorded> {
  readonly name = 'score-when-response-recorded';
  readonly contracts = [contracts.responseRecorded];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly IncomingEvent<Recorded>[], transaction: ConsumeTransaction<Recorded>): Promise<void> {
    const readable: Scoring[] = [];
    for (const event of events) {
      // Other metrics have scales of their own: a CSAT of 5 is no detractor.
      if (event.data.metric !== undefined && event.data.metric !== 'nps') continue;
      const scored = scoreResponse(event.data);
      if ('reason' in scored) transaction.reject(event, scored.reason, scored.field);
      else readable.push({ scored, event });
    }
    const last = newestOfEach(readable, ({ scored: { responseId: id, revision } }) => ({ id, revision }));
    if (last.length === 0) return;
    const ids = await presentIds(
      transaction,
      last.map(({ scored }) => scored),
    );
    const present = last.map(({ scored, event }) => ({ scored: ids.present(scored), event }));
    const changes = await keepScores(
      transaction,
      present.map(({ scored }) => (ids.isErased(scored.contactId) ? withoutContact(scored) : scored)),
      this.clock.now(),
    );
    transaction.sendWithCommit(moveRollups(transaction, rollupDeltas(changes)));
    const scoringOf = new Map(present.map((scoring) => [scoring.scored.responseId, scoring]));
    for (const change of changes) {
      const { scored, event } = scoringOf.get(change.responseId)!;
      publish(transaction, contracts.responseScored, toResponseScored(scored, change), event);
    }
  }
}

/** An answer of an erased contact counts, and is nobody's. */
function withoutContact(scored: Scored): Scored {
  return { ...scored, contactId: anonymousContact(scored.responseId), invitationId: undefined };
}

/** What others are told of a scored response: what is not known is absent. */
function toResponseScored(scored: Scored, { previousScore }: ScoreChange): DataOf<typeof contracts.responseScored> {
  return {
    responseId: scored.responseId,
    revision: scored.revision,
    contactId: scored.contactId,
    ...(scored.accountId !== undefined && { accountId: scored.accountId }),
    ...(scored.invitationId !== undefined && { invitationId: scored.invitationId }),
    touchpoint: scored.touchpoint,
    score: scored.score,
    category: scored.category,
    ...(previousScore !== null && { previousCategory: categoryOfScore(previousScore) }),
    answeredAt: scored.answeredAt,
    ...(!doesCount(scored) && { state: scored.state }),
    ...(scored.historic && { historic: true }),
    ...(scored.anonymous && { anonymous: true }),
  };
}
