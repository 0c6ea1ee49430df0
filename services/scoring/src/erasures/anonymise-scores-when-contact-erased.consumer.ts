import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import {
  Clock,
  type ConsumeTransaction,
  type EventConsumer,
  forgetKey,
  type IncomingEvent,
  newId,
  publish,
} from '#messaging';
import { anonymiseScores } from './anonymise-scores.query.js';
import { anonymousContact } from './anonymous.rules.js';

type Erased = DataOf<typeof contracts.contactErased>;

/** Has the scores of erased contacts be nobody's: no count moves. Says what that came to. */
@Injectable()
export class AnonymiseScoresWhenContactErased implements EventConsumer<Erased> {
  readonly name = 'anonymise-scores-when-contact-erased';
  readonly contracts = [contracts.contactErased];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly IncomingEvent<Erased>[], transaction: ConsumeTransaction<Erased>): Promise<void> {
    const now = this.clock.now();
    for (const event of events) {
      const { contactId, erasureId } = event.data;
      const forgotten = await forgetKey(transaction, contactId);
      const scores = await anonymiseScores(transaction, contactId, anonymousContact(newId()));
      const done = { contactId, erasureId, records: { scores, ...forgotten }, completedAt: now.toISOString() };
      publish(transaction, contracts.erasedInScoring, done, event, { time: now });
    }
  }
}
