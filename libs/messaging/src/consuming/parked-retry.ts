import type { Contract } from '#contracts';
import { decode } from '../envelope/decode.js';
import type { TopicNames } from '../kafka/topic-names.js';
import type { Logger } from '../logger.js';
import { Signal } from '../outbox/signal.js';
import { traceChunk } from '../tracing.js';
import type { Transaction, Transactions } from '../transaction.js';
import { handOver } from './chunk.js';
import type { EventConsumer } from './consumer.js';
import { bury } from './dead-letters.js';
import { isTemporary, UnprocessableEvent } from './errors.js';
import { eventKey, TakenBefore, take } from './inbox.js';
import { claimDueKey, firstParked, holdHead, type ParkedEvent, postpone, release } from './parking.js';

const POLL_MS = 5_000;
/** Waits between the attempts of a parked event, in milliseconds; after the last one it becomes a dead letter. */
const BACKOFF_MS = [60_000, 300_000, 900_000, 3_600_000, 3 * 3_600_000];

/** What is left to do after the transaction of one attempt. */
type Outcome = 'nothing due' | 'done' | { key: string; attempts: number; head: ParkedEvent; error: unknown };

/** Tries parked events again when they are due, key by key and in order. */
export class ParkedRetry<T = unknown> {
  private readonly signal = new Signal();
  private stopping = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly consumer: EventConsumer<T>,
    private readonly transactions: Transactions,
    private readonly names: TopicNames,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running = this.loop();
  }

  /** Says that something is due now. */
  wake(): void {
    this.signal.raise();
  }

  /** Ends after the attempt under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.signal.raise();
    await this.running;
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      const worked = await this.once().catch((error) => {
        if (!isTemporary(error))
          this.logger.error({ consumer: this.consumer.name, err: error }, 'retry of parked events failed');
        return false;
      });
      if (!worked) await this.signal.wait(POLL_MS);
    }
  }

  /** Makes one attempt at the first key that is due; false when none was. */
  async once(): Promise<boolean> {
    const outcome = await this.attempt();
    if (outcome === 'nothing due') return false;
    if (outcome !== 'done') await this.noteFailure(outcome);
    return true;
  }

  private async attempt(): Promise<Outcome> {
    let tried: Exclude<Outcome, string> | undefined;
    try {
      return await this.transactions.run(async (transaction) => {
        const due = await claimDueKey(transaction, this.consumer.name);
        if (!due) return 'nothing due';
        const head = await firstParked(transaction, this.consumer.name, due.key);
        if (head) {
          tried = { ...due, head, error: undefined };
          await this.handle(transaction, head);
        }
        await release(transaction, this.consumer.name, due.key, head?.seq ?? '0');
        return 'done';
      });
    } catch (error) {
      if (!tried || isTemporary(error)) throw error;
      return { ...tried, error };
    }
  }

  private async handle(transaction: Transaction, { record, taken }: ParkedEvent): Promise<void> {
    const event = decode(
      record,
      this.names.contractTopic(record.topic),
      this.consumer.contracts as readonly Contract<T>[],
    );
    if (!event) return;
    if (!taken && (await take(transaction, this.consumer.name, [eventKey(event)])).size === 0) return;
    await traceChunk(this.consumer.name, [event], async (traced) => {
      const rejected = await handOver(this.consumer, traced, transaction);
      await bury(
        transaction,
        this.consumer.name,
        rejected.map(({ letter }) => letter),
      );
    });
  }

  private async noteFailure({ key, attempts, head, error }: Exclude<Outcome, string>): Promise<void> {
    const { name } = this.consumer;
    const dueInMs = BACKOFF_MS[attempts];
    await this.transactions.run(async (transaction) => {
      if (!(await holdHead(transaction, name, key, head.seq))) return;
      // It came once more meanwhile, and was handled.
      if (error instanceof TakenBefore) return release(transaction, name, key, head.seq);
      if (dueInMs !== undefined && !(error instanceof UnprocessableEvent)) {
        await postpone(transaction, name, key, { error: String(error), dueInMs });
        return;
      }
      const field = error instanceof UnprocessableEvent ? error.field : undefined;
      const reason =
        error instanceof UnprocessableEvent
          ? error.message
          : `failed ${attempts + 1} times, last with ${String(error)}`;
      await bury(transaction, name, [{ record: head.record, taken: head.taken, reason, field }]);
      await release(transaction, name, key, head.seq);
    });
    const { topic, partition, offset } = head.record;
    this.logger.error(
      { consumer: name, topic, partition, offset, attempts: attempts + 1, err: error },
      'parked event failed again',
    );
  }
}
