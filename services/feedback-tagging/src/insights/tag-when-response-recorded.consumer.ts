import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent } from '#messaging';
import { keepFound } from './keep-found.action.js';
import { presentResponses } from './present-responses.action.js';
import { readResponses } from './read-responses.action.js';
import { dayOf } from './source.rules.js';

type Recorded = DataOf<typeof contracts.responseRecorded>;

/**
 * Reads the comments and text answers of responses and publishes what it finds, once per text. A revision replaces the
 * insight of the one before; one that takes a text back removes its insight.
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
    await keepFound(transaction, await readResponses(transaction, days), this.clock.now());
  }
}
