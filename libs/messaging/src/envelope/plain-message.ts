import { type Contract, InvalidPayload, payloadFromJson } from '#contracts';
import { UnprocessableEvent } from '../consuming/errors.js';
import { type CloudEvent, parseJson } from './cloud-event.js';
import type { RawRecord } from './event.js';

/** A plain message taken apart as if it were a CloudEvent; its key is made of the message. */
export interface PlainMessage extends CloudEvent {
  readonly key: string;
}

type Plain = Required<Pick<Contract<unknown>, 'plain'>> & Contract<unknown>;

/** Whether a record of a topic that takes plain messages is one: it says nothing of CloudEvents. */
export function isPlain({ headers }: RawRecord): boolean {
  return headers.ce_type === undefined && !headers['content-type']?.startsWith('application/cloudevents');
}

/**
 * Reads a message that an outside system sends in its own form; nothing where it is of a kind that nobody needs. Fields that
 * the contract does not have are left out, numbers where it has text are taken as text, and null is taken as absent.
 * @throws UnprocessableEvent naming the field
 */
export function readPlainMessage(record: RawRecord, contract: Plain): PlainMessage | undefined {
  const { plain, message, type, keyField } = contract;
  const json = parseJson(record.value);
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new UnprocessableEvent('the value is no JSON object', 'value');
  const given = json as Record<string, unknown>;
  if (plain.passedOver.values.includes(given[plain.passedOver.field] as string)) return undefined;
  const fields = message.fields.flatMap(({ jsonName, fieldKind }) => {
    const value = given[jsonName];
    if (value === undefined || value === null) return [];
    return [[jsonName, fieldKind === 'scalar' && typeof value === 'number' ? String(value) : value] as const];
  });
  const known: Record<string, unknown> = Object.fromEntries(fields);
  const first = (names: readonly string[]) => names.map((name) => known[name]).find(Boolean);
  known[keyField] = first(plain.subjects);
  if (known[keyField] === undefined)
    throw new UnprocessableEvent(`none of ${plain.subjects.join(', ')} is given`, plain.subjects[0]);
  const data = checked(contract, known);
  return {
    key: contract.key(data),
    attributes: { type, id: known[plain.id], source: plain.source, time: first(plain.times) },
    payload: () => data,
  };
}

function checked(contract: Contract<unknown>, json: unknown): unknown {
  try {
    return payloadFromJson(contract, json);
  } catch (error) {
    if (error instanceof InvalidPayload) throw new UnprocessableEvent(error.message, error.field);
    throw error;
  }
}
