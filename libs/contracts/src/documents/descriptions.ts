import {
  createFileRegistry,
  type DescField,
  type DescMessage,
  type FileRegistry,
  fromBinary,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema, type SourceCodeInfo_Location } from '@bufbuild/protobuf/wkt';
import { type JsonSchema, payloadSchema } from '../schema.js';

/** Field numbers in descriptor.proto, of which a location's path is made. */
const MESSAGES_OF_FILE = 4;
const FIELDS_OF_MESSAGE = 2;

/** Texts by full name: `rapport.crm.v1.AccountUpserted` and `rapport.crm.v1.AccountUpserted.account_id`. */
export type Descriptions = ReadonlyMap<string, string>;

/** The messages of an image that `buf build` wrote. */
export function readImage(image: Uint8Array): FileRegistry {
  return createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
}

/** The comments in the .proto files of an image; generated code has none. */
export function readDescriptions(image: Uint8Array): Descriptions {
  const texts = new Map<string, string>();
  for (const { proto } of readImage(image).files) {
    if (!proto.name.startsWith('rapport/')) continue;
    const comment = commentsByPath(proto.sourceCodeInfo?.location ?? []);
    for (const [m, message] of proto.messageType.entries()) {
      const name = `${proto.package}.${message.name}`;
      texts.set(name, comment([MESSAGES_OF_FILE, m]));
      for (const [f, field] of message.field.entries())
        texts.set(`${name}.${field.name}`, comment([MESSAGES_OF_FILE, m, FIELDS_OF_MESSAGE, f]));
    }
  }
  return texts;
}

function commentsByPath(locations: readonly SourceCodeInfo_Location[]): (path: readonly number[]) => string {
  const comments = new Map(locations.map(({ path, leadingComments }) => [path.join('.'), leadingComments]));
  return (path) => (comments.get(path.join('.')) ?? '').replace(/\s+/g, ' ').trim();
}

/** What a .proto file says of a message or a field. */
export function descriptionOf(thing: DescMessage | DescField, descriptions: Descriptions): string {
  const name = thing.kind === 'field' ? `${thing.parent.typeName}.${thing.name}` : thing.typeName;
  return descriptions.get(name) ?? '';
}

/** A payload's JSON Schema with the comments of its .proto file. */
export function describedSchema(message: DescMessage, descriptions: Descriptions): JsonSchema {
  const schema = payloadSchema(message);
  const properties = Object.entries(schema.properties ?? {}).map(([name, plain]) => {
    const field = message.fields.find(({ jsonName }) => jsonName === name)!;
    const inner = messageOf(field);
    if (inner && plain.items) plain.items = describedSchema(inner, descriptions);
    const described = inner && plain.properties ? describedSchema(inner, descriptions) : plain;
    return [name, { ...described, description: descriptionOf(field, descriptions) }] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** The contract's own message that a field holds; Google's well-known types have a plain JSON form. */
function messageOf(field: DescField): DescMessage | undefined {
  return field.message?.typeName.startsWith('rapport.') ? field.message : undefined;
}
