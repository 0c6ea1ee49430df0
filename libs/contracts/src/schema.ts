import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { ScalarType } from '@bufbuild/protobuf';

/** The part of JSON Schema 2020-12 that contracts need. */
export interface JsonSchema {
  type?: string;
  format?: string;
  minLength?: number;
  description?: string;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
}

const INTEGERS = new Set([
  ScalarType.INT32,
  ScalarType.UINT32,
  ScalarType.SINT32,
  ScalarType.FIXED32,
  ScalarType.SFIXED32,
]);
const NUMBERS = new Set([ScalarType.DOUBLE, ScalarType.FLOAT]);

function scalarSchema(scalar: ScalarType, field: DescField): JsonSchema {
  if (scalar === ScalarType.STRING)
    return field.proto.proto3Optional ? { type: 'string' } : { type: 'string', minLength: 1 };
  if (scalar === ScalarType.BOOL) return { type: 'boolean' };
  if (INTEGERS.has(scalar)) return { type: 'integer' };
  if (NUMBERS.has(scalar)) return { type: 'number' };
  throw new Error(`${field}: this scalar has no plain JSON form; see proto/README.md`);
}

function messageField(message: DescMessage): JsonSchema {
  if (message.typeName === 'google.protobuf.Timestamp') return { type: 'string', format: 'date-time' };
  if (message.typeName === 'google.protobuf.Struct') return { type: 'object' };
  return payloadSchema(message);
}

function fieldSchema(field: DescField): JsonSchema {
  if (field.fieldKind === 'scalar') return scalarSchema(field.scalar, field);
  if (field.fieldKind === 'message') return messageField(field.message);
  if (field.fieldKind === 'list' && field.listKind === 'message')
    return { type: 'array', items: messageField(field.message) };
  if (field.fieldKind === 'list' && field.listKind === 'scalar')
    return { type: 'array', items: scalarSchema(field.scalar, field) };
  throw new Error(`${field}: enums and maps are not used in contracts; see proto/README.md`);
}

/** JSON Schema of a message's canonical proto3 JSON: a field without `optional` is required. */
export function payloadSchema(message: DescMessage): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(message.fields.map((field) => [field.jsonName, fieldSchema(field)])),
    required: message.fields.filter((field) => !field.proto.proto3Optional).map((field) => field.jsonName),
    additionalProperties: false,
  };
}
