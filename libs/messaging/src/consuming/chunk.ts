import { setTimeout as sleep } from 'node:timers/promises';
import type { Contract } from '#contracts';
import { decode } from '../envelope/decode.js';
import type { IncomingEvent, RawRecord } from '../envelope/event.js';
import type { TopicNames } from '../kafka/topic-names.js';
import type { Logger } from '../logger.js';
import { traceChunk } from '../tracing.js';
import { inOrder, type Transaction, type Transactions } from '../transaction.js';
import type { ConsumeTransaction, EventConsumer } from './consumer.js';
import { bury, type DeadLetterReason, type Letter } from './dead-letters.js';
import { isTemporary, UnprocessableEvent } from './errors.js';
import { eventKey, positionKey, TakenBefore, take, takeAll } from './inbox.js';
import { park, parkedAmong, queueBehind } from './parking.js';

/** A record that could be read, or the reason why not. */
type Entry<T> = { record: RawRecord } & (
  | { event: IncomingEvent<T> }
  | { event?: undefined; refusal: DeadLetterReason }
);

/** How an unknown error of one event is met before its key is parked. */
const TRIES = 3;
const TRY_AGAIN_MS = 50;
const FIRST_RETRY_MS = 30_000;

/** Processes chunks of records for one consumer: each in one transaction, whatever the handler does. */
export class ChunkProcessor<T = unknown> {
  constructor(
    private readonly consumer: EventConsumer<T>,
    private readonly transactions: Transactions,
    private readonly names: TopicNames,
    private readonly logger: Logger,
  ) {}

  /**
   * Processes records of one partition, in order; when it returns, each has had its effect, is parked or is a dead letter.
   * @throws only what is temporary: then nothing of the chunk's rest has happened, and the same call may be made again
   */
  async process(records: readonly RawRecord[]): Promise<void> {
    const entries: Entry<T>[] = [];
    for (const record of records) {
      const entry = this.read(record);
      if (entry) entries.push(entry);
    }
    if (entries.length > 0) await this.settle(entries);
  }

  /** Reads a record; nothing where it is of a type that this consumer does not want. */
  private read(record: RawRecord): Entry<T> | undefined {
    try {
      const topic = this.names.contractTopic(record.topic);
      const event = decode(record, topic, this.consumer.contracts as readonly Contract<T>[]);
      return event && { record: event.record, event };
    } catch (error) {
      if (error instanceof UnprocessableEvent)
        return { record, refusal: { reason: error.message, field: error.field } };
      return { record, refusal: { reason: `cannot be read: ${(error as Error).message}` } };
    }
  }

  /** Tries a chunk whole; on a fault, halves it until the event that causes it stands alone. */
  private async settle(entries: readonly Entry<T>[]): Promise<void> {
    try {
      await this.attempt(entries);
    } catch (error) {
      if (isTemporary(error)) throw error;
      if (entries.length === 1) return this.settleOne(entries[0]!, error);
      const middle = Math.ceil(entries.length / 2);
      await this.settle(entries.slice(0, middle));
      await this.settle(entries.slice(middle));
    }
  }

  private async settleOne(entry: Entry<T>, firstError: unknown): Promise<void> {
    let error = firstError;
    for (let tries = 1; tries < TRIES && !(error instanceof UnprocessableEvent); tries++) {
      await sleep(TRY_AGAIN_MS * tries);
      try {
        return await this.attempt([entry]);
      } catch (again) {
        if (isTemporary(again)) throw again;
        error = again;
      }
    }
    await this.giveUp(entry, error);
  }

  private async giveUp({ record, event }: Entry<T>, error: unknown): Promise<void> {
    const { name } = this.consumer;
    const place = { consumer: name, topic: record.topic, partition: record.partition, offset: record.offset };
    if (!event || error instanceof UnprocessableEvent) {
      const { message, field } = error as UnprocessableEvent;
      await this.bury(record, event && eventKey(event), { reason: message, field });
      this.logger.warn({ ...place, field, reason: message }, 'event became a dead letter');
      return;
    }
    try {
      await this.transactions.run(async (transaction) => {
        if ((await take(transaction, name, [eventKey(event)])).size === 0) return;
        await park(transaction, name, event.key, { error: String(error), dueInMs: FIRST_RETRY_MS });
        await queueBehind(transaction, name, [{ ...record, taken: true }]);
      });
      this.logger.error({ ...place, err: error }, 'event failed; its key is parked');
    } catch (cannotPark) {
      if (isTemporary(cannotPark)) throw cannotPark;
      // Nothing may stop a partition: what can be neither handled nor parked is kept by its position.
      await this.bury(record, undefined, {
        reason: `failed with ${(error as Error)?.name ?? 'an error'}, and could not be parked`,
      });
      this.logger.error({ ...place, err: cannotPark }, 'event failed and could not be parked; it became a dead letter');
    }
  }

  /** @param key the event's inbox key; the record's position where it has none */
  private async bury(record: RawRecord, key: string | undefined, reason: DeadLetterReason): Promise<void> {
    const { name } = this.consumer;
    await this.transactions.run(async (transaction) => {
      const fresh = await take(transaction, name, [key ?? positionKey(record)]);
      if (fresh.size > 0) await bury(transaction, name, [{ record, taken: key !== undefined, ...reason }]);
    });
  }

  /** Handles a chunk in one transaction. It is nearly always new; a repetition costs one transaction more. */
  private async attempt(entries: readonly Entry<T>[]): Promise<void> {
    const { name } = this.consumer;
    const events = entries.flatMap((entry) => entry.event ?? []);
    const refused = entries.flatMap((entry) =>
      entry.event ? [] : [{ record: entry.record, taken: false, ...entry.refusal }],
    );
    const keys = () => [...events.map(eventKey), ...refused.map(({ record }) => positionKey(record))];
    // What the consumer keeps of each event by itself is no matter of the inbox.
    const first = this.consumer.takenAmong ? refused.map(({ record }) => positionKey(record)) : keys();
    const isTaken = this.consumer.takenAmong === undefined;
    await traceChunk(name, events, async (traced) => {
      try {
        await this.transactions.run(async (transaction) => {
          const taking = first.length > 0 ? takeAll(transaction, name, first) : undefined;
          await inOrder([taking, this.handle(transaction, traced, refused, isTaken)]);
        });
      } catch (error) {
        if (!(error instanceof TakenBefore)) throw error;
        await this.transactions.run(async (transaction) => {
          const fresh = await take(transaction, name, keys());
          const known = await this.consumer.takenAmong?.(transaction, traced);
          // Each key leaves the set with its first event, so that a repetition inside the chunk is dropped too.
          const unseen = traced.filter((event) => fresh.delete(eventKey(event)) && !known?.has(event));
          const letters = refused.filter(({ record }) => fresh.has(positionKey(record)));
          await this.handle(transaction, unseen, letters, true);
        });
      }
    });
  }

  /** @param isTaken whether the inbox has the events; those that are not handled are taken there in any case */
  private async handle(
    transaction: Transaction,
    events: readonly IncomingEvent<T>[],
    refused: readonly Letter[],
    isTaken: boolean,
  ): Promise<void> {
    const ready = await this.withoutParked(transaction, events, isTaken);
    const handed = ready.length > 0 ? await handOver(this.consumer, ready, transaction) : [];
    const rejected = isTaken ? handed : await this.takenNow(transaction, handed, ({ event }) => event);
    await bury(transaction, this.consumer.name, [...refused, ...rejected.map(({ letter }) => letter)]);
  }

  /** Events of parked keys go behind those that wait already. */
  private async withoutParked(
    transaction: Transaction,
    events: readonly IncomingEvent<T>[],
    isTaken: boolean,
  ): Promise<IncomingEvent<T>[]> {
    const parked = await parkedAmong(transaction, this.consumer.name, events);
    if (parked.size === 0) return [...events];
    const behind = events.filter((event) => parked.has(event.key));
    const waiting = isTaken ? behind : await this.takenNow(transaction, behind, (event) => event);
    const records = waiting.map(({ record }) => ({ ...record, taken: true }));
    await queueBehind(transaction, this.consumer.name, records);
    return events.filter((event) => !parked.has(event.key));
  }

  /** Takes the events of these things, and returns those whose event was not taken before. */
  private async takenNow<Of>(
    transaction: Transaction,
    things: readonly Of[],
    eventOf: (thing: Of) => IncomingEvent<T>,
  ): Promise<readonly Of[]> {
    if (things.length === 0) return things;
    const fresh = await take(
      transaction,
      this.consumer.name,
      things.map((thing) => eventKey(eventOf(thing))),
    );
    return things.filter((thing) => fresh.delete(eventKey(eventOf(thing))));
  }
}

/** An event that its consumer rejected, and the letter that is made of it. */
interface Rejected<T> {
  readonly event: IncomingEvent<T>;
  readonly letter: Letter;
}

/** Calls the consumer; returns what it rejected. */
export async function handOver<T>(
  consumer: EventConsumer<T>,
  events: readonly IncomingEvent<T>[],
  transaction: Transaction,
): Promise<Rejected<T>[]> {
  const rejected: Rejected<T>[] = [];
  const consuming = Object.assign(transaction, {
    reject: (event: IncomingEvent<T>, reason: string, field?: string) => {
      rejected.push({ event, letter: { record: event.record, taken: true, reason, field } });
    },
  }) as ConsumeTransaction<T>;
  await consumer.handle(events, consuming);
  return rejected;
}
