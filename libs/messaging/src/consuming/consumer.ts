import type { Contract } from '#contracts';
import type { IncomingEvent } from '../envelope/event.js';
import type { Transaction } from '../transaction.js';

/**
 * Reacts to events. Its inbox rows, its writes and what it publishes are one transaction; an event that was handled
 * once is never handed over again.
 */
export interface EventConsumer<T = unknown> {
  /** A sentence such as `open-case-when-response-scored`: the consumer group's and the inbox's name, never changed. */
  readonly name: string;
  readonly contracts: readonly Contract<T>[];
  /**
   * Members that an instance has in the consumer group, 1 unless said. kafkajs fetches only when all of the last fetch is
   * done: with two members one fetches and reads while the other's chunks are being written.
   */
  readonly members?: number;
  /**
   * Has a consumer do without inbox rows for what it handles, where what it keeps says the same: it keeps something of each
   * event that is unique per event for as long as the inbox remembers. `handle` then fails with `TakenBefore` where that
   * shows that an event was taken, and this tells which ones.
   * @returns those of the events that were taken before
   */
  takenAmong?(transaction: Transaction, events: readonly IncomingEvent<T>[]): Promise<ReadonlySet<IncomingEvent<T>>>;
  /**
   * Handles a chunk of events in the order of their keys. Throw `UnprocessableEvent` for what can never work,
   * `TemporaryFailure` for a dependency that is away; anything else is taken for a fault and parks the event's key.
   */
  handle(events: readonly IncomingEvent<T>[], transaction: ConsumeTransaction<T>): Promise<void>;
}

/** A consumer's transaction: it can also refuse single events of the chunk without failing the others. */
export interface ConsumeTransaction<T = unknown> extends Transaction {
  /** Makes one event a dead letter when the transaction commits; `field` names the place. */
  reject(event: IncomingEvent<T>, reason: string, field?: string): void;
}
