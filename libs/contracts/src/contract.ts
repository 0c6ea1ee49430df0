import type { DescMessage, JsonObject, Message } from '@bufbuild/protobuf';
import type { GenMessage } from '@bufbuild/protobuf/codegenv2';
import type { Timestamp } from '@bufbuild/protobuf/wkt';

type RequiredKeys<M> = {
  [K in keyof M]-?: undefined extends M[K] ? (NonNullable<M[K]> extends Timestamp ? K : never) : K;
}[keyof M];

/** A field's canonical JSON: numbers are numbers, a Struct is any object, nested messages follow the same rule. */
type Field<M, J> = M extends number
  ? number
  : M extends Timestamp
    ? string
    : M extends Message
      ? EventData<M, J>
      : M extends readonly (infer MI)[]
        ? J extends readonly (infer JI)[]
          ? Field<MI, JI>[]
          : never
        : M extends JsonObject
          ? Record<string, unknown>
          : J;

/** An event's payload in its canonical proto3 JSON form: what has no `optional` in the .proto file is always there. */
export type EventData<M, J> = {
  [K in keyof J & keyof M as K extends RequiredKeys<M> ? K : never]-?: Field<NonNullable<M[K]>, NonNullable<J[K]>>;
} & {
  [K in keyof J & keyof M as K extends RequiredKeys<M> ? never : K]?: Field<NonNullable<M[K]>, NonNullable<J[K]>>;
};

/** How messages that an outside system sends in its own form, without CloudEvents attributes, are taken as events. */
export interface PlainForm {
  /** The CloudEvents source that all of them get. */
  readonly source: string;
  /** The field that holds the message's id. */
  readonly id: string;
  /** The fields that may say when it happened, the best first. */
  readonly times: readonly string[];
  /** The fields that may say whom it is about, the best first: the key field is filled in from them. */
  readonly subjects: readonly string[];
  /** Messages that nobody needs, by the values of a field: they are passed over before anything is kept of them. */
  readonly passedOver: { readonly field: string; readonly values: readonly string[] };
}

/** What an event is called, where it travels, and what orders it. */
export interface Contract<T = unknown> {
  /** CloudEvents type: the message's full name in proto/, such as `rapport.crm.v1.JourneyEventRecorded`. */
  readonly type: string;
  /** Kafka topic without the deployment's prefix. */
  readonly topic: string;
  /** The record key: order is promised per key only. */
  key(data: T): string;
  /** CloudEvents source of what Rapport publishes: `/rapport/<owner>`. */
  readonly source: string;
  /** The field that `key` reads, for documents. */
  readonly keyField: string;
  readonly message: DescMessage;
  /** Where plain messages are taken on its topic as well; such a topic has this contract alone. */
  readonly plain?: PlainForm;
}

/** The payload type of a contract. */
export type DataOf<C> = C extends Contract<infer T> ? T : never;

/** One row of the table event → topic → key. */
export function contract<M extends Message, J, K extends keyof EventData<M, J> & string>(
  message: GenMessage<M, { jsonType: J }>,
  topic: string,
  keyField: K,
  plain?: PlainForm,
): Contract<EventData<M, J>> {
  return {
    type: message.typeName,
    source: `/rapport/${ownerOf(message.typeName)}`,
    topic,
    keyField,
    message,
    ...(plain && { plain }),
    key: (data) => data[keyField] as string,
  };
}

/** Who may publish an event type: the service that its package names, or `crm` for the outside. */
export function ownerOf(type: string): string {
  return type.split('.')[1]!.replaceAll('_', '-');
}
