import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, forgetKey, type IncomingEvent, publish } from '#messaging';
import { eraseFollowUps } from './erase-follow-ups.query.js';

type Erased = DataOf<typeof contracts.contactErased>;

/** Takes erased contacts out of their cases, tasks, steps and requests, and says what that came to. */
@Injectable()
export class EraseFollowUpsWhenContactErased implements EventConsumer<Erased> {
  readonly name = 'erase-follow-ups-when-contact-erased';
  readonly contracts = [contracts.contactErased];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly IncomingEvent<Erased>[], transaction: ConsumeTransaction<Erased>): Promise<void> {
    const now = this.clock.now();
    for (const event of events) {
      const { contactId, erasureId } = event.data;
      const forgotten = await forgetKey(transaction, contactId);
      const erased = await eraseFollowUps(transaction, contactId, now);
      const done = { contactId, erasureId, records: { ...erased, ...forgotten }, completedAt: now.toISOString() };
      publish(transaction, contracts.erasedInFollowUp, done, event, { time: now });
    }
  }
}
