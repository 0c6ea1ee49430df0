import type { Contract } from '#contracts';

/** Why something is published: the event or request that led to it. */
export interface Cause {
  /** The same for everything that follows from one first event. */
  readonly correlationId: string;
  /** Id of the event that led to this one; absent for a first event. */
  readonly id?: string;
  /** The chain of events up to and including this cause; see `lineage.ts`. */
  readonly lineage?: string;
  /** W3C trace context; the active span's when absent. */
  readonly traceparent?: string;
}

/** A record as it lay in the topic, kept whole for parking and dead letters. */
export interface RawRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
}

/** An event as a consumer sees it; it can be the cause of what the consumer publishes. */
export interface IncomingEvent<T = unknown> extends Cause {
  readonly id: string;
  readonly source: string;
  /** When it happened, by its producer's clock. */
  readonly time: Date;
  readonly causationId?: string;
  readonly lineage: string;
  readonly contract: Contract<T>;
  readonly key: string;
  readonly data: T;
  readonly record: RawRecord;
}
