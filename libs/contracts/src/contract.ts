import type { DescMessage, Message } from '@bufbuild/protobuf';
import type { GenMessage } from '@bufbuild/protobuf/codegenv2';
import type { Timestamp } from '@bufbuild/protobuf/wkt';

type RequiredKeys<M> = {
  [K in keyof M]-?: undefined extends M[K] ? (NonNullable<M[K]> extends Timestamp ? K : never) : K;
}[keyof M];

/** A nested message's JSON, with the same rule for what must be there. */
type Strict<M, J> = M extends readonly (infer MI)[]
  ? J extends readonly (infer JI)[]
    ? Strict<MI, JI>[]
    : J
  : M extends Message
    ? M extends Timestamp
      ? string
      : EventData<M, J>
    : NonNullable<J>;

/** An event's payload in its canonical proto3 JSON form: what has no `optional` in the .proto file is always there. */
export type EventData<M, J> = {
  [K in keyof J as K extends RequiredKeys<M> ? K : never]-?: K extends keyof M
    ? Strict<NonNullable<M[K]>, NonNullable<J[K]>>
    : never;
} & {
  [K in keyof J as K extends RequiredKeys<M> ? never : K]?: NonNullable<J[K]>;
};

/** What an event is called, where it travels, and what orders it. */
export interface Contract<T = unknown> {
  /** CloudEvents type: the message's full name in proto/, such as `rapport.crm.v1.JourneyEventRecorded`. */
  readonly type: string;
  /** Kafka topic without the deployment's prefix. */
  readonly topic: string;
  /** The record key: order is promised per key only. */
  readonly key: (data: T) => string;
  /** The field that `key` reads, for documents. */
  readonly keyField: string;
  readonly message: DescMessage;
}

/** The payload type of a contract. */
export type DataOf<C> = C extends Contract<infer T> ? T : never;

/** One row of the table event → topic → key. */
export function contract<M extends Message, J, K extends keyof EventData<M, J> & string>(
  message: GenMessage<M, { jsonType: J }>,
  topic: string,
  keyField: K,
): Contract<EventData<M, J>> {
  return {
    type: message.typeName,
    topic,
    keyField,
    message,
    key: (data) => data[keyField] as string,
  };
}
