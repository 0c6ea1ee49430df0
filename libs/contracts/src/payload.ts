import type { JsonValue } from '@bufbuild/protobuf';
import { fromBinary, fromJson, toBinary, toJson } from '@bufbuild/protobuf';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Contract } from './contract.js';
import { payloadSchema } from './schema.js';

/** A payload that does not fit its contract; `field` names the place, where there is one. */
export class InvalidPayload extends Error {
  constructor(
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}

const ajv = new Ajv({ strict: true });
addFormats.default(ajv, ['date-time']);
/** Nearly every moment: such as no calendar has to be asked about. */
const USUAL = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;
const { validate: isDateTime } = addFormats.default.get('date-time') as { validate: (text: string) => boolean };
ajv.addFormat('date-time', { validate: (text: string) => USUAL.test(text) || isDateTime(text) });
const validators = new WeakMap<Contract<unknown>, ValidateFunction>();

function validatorOf(contract: Contract<unknown>): ValidateFunction {
  let validate = validators.get(contract);
  if (!validate) {
    validate = ajv.compile(payloadSchema(contract.message));
    validators.set(contract, validate);
  }
  return validate;
}

function firstProblem(validate: ValidateFunction): InvalidPayload {
  const error = validate.errors?.[0];
  const parent = error?.instancePath.slice(1).replaceAll('/', '.') ?? '';
  const missing = error?.keyword === 'required' ? String(error.params.missingProperty) : '';
  const field = [parent, missing].filter(Boolean).join('.');
  if (missing) return new InvalidPayload(`${field} is missing`, field);
  if (error?.keyword === 'minLength') return new InvalidPayload(`${field} is missing or empty`, field);
  return new InvalidPayload(`${field || 'payload'} ${error?.message ?? 'is invalid'}`, field || undefined);
}

/**
 * Reads a JSON value as a contract's payload. Canonical JSON is checked in one pass; every other form that proto3 JSON
 * allows (original field names, omitted defaults, unknown fields) takes the long way through the descriptor.
 * @throws InvalidPayload naming the field
 */
export function payloadFromJson<T>(contract: Contract<T>, json: unknown): T {
  const validate = validatorOf(contract);
  if (validate(json)) return json as T;
  const problem = firstProblem(validate);
  let normal: JsonValue;
  try {
    normal = toJson(contract.message, fromJson(contract.message, json as JsonValue, { ignoreUnknownFields: true }), {
      alwaysEmitImplicit: true,
    });
  } catch (error) {
    throw problem.field ? problem : new InvalidPayload((error as Error).message);
  }
  if (validate(normal)) return normal as T;
  throw firstProblem(validate);
}

/**
 * Reads protobuf's binary form as a contract's payload.
 * @throws InvalidPayload naming the field
 */
export function payloadFromBinary<T>(contract: Contract<T>, bytes: Uint8Array): T {
  let json: JsonValue;
  try {
    json = toJson(contract.message, fromBinary(contract.message, bytes), { alwaysEmitImplicit: true });
  } catch (error) {
    throw new InvalidPayload(`not a protobuf ${contract.type}: ${(error as Error).message}`);
  }
  return payloadFromJson(contract, json);
}

/** A payload in protobuf's binary form. */
export function payloadToBinary<T>(contract: Contract<T>, data: T): Uint8Array {
  return toBinary(contract.message, fromJson(contract.message, data as JsonValue));
}
