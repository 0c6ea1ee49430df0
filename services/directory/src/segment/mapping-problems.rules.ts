import { eventProblems } from './event-rule-problems.rules.js';
import { ACCOUNT_FIELDS, CONTACT_FIELDS } from './field-value.rules.js';
import { isObject, namedSources, unknownFields } from './problem-parts.rules.js';
import { type MappingProblem, sourceProblems } from './source.rules.js';

const PERSON = ['userId', 'anonymousId', 'groupId', 'traits', 'context'];
const ACCOUNT = ['groupId', 'userId', 'traits', 'context'];

/** Names of the attributes that are declared. */
export type Declared = Readonly<Record<'contact' | 'account', ReadonlySet<string>>>;

/** Everything that is wrong with a mapping as a caller gives it, with the place. */
export function mappingProblems(mapping: unknown, declared: Declared): MappingProblem[] {
  if (!isObject(mapping)) return [{ field: 'mapping', reason: 'must be an object' }];
  const { contact, account, events } = mapping;
  return [
    ...unknownFields(mapping, 'mapping', ['contact', 'account', 'events', 'unmappedEvents']),
    ...personOrAccount(contact, 'contact', { roots: PERSON, fields: CONTACT_FIELDS, declared: declared.contact }),
    ...personOrAccount(account, 'account', { roots: ACCOUNT, fields: ACCOUNT_FIELDS, declared: declared.account }),
    ...(events === undefined ? [] : eventProblems(events)),
    ...oneOf(mapping.unmappedEvents, 'mapping.unmappedEvents', ['ignored', 'refused']),
  ];
}

function personOrAccount(
  part: unknown,
  subject: 'contact' | 'account',
  { roots, fields, declared }: { roots: readonly string[]; fields: object; declared: ReadonlySet<string> },
): MappingProblem[] {
  const place = `mapping.${subject}`;
  if (part === undefined) return [];
  if (!isObject(part)) return [{ field: place, reason: 'must be an object' }];
  const flags = subject === 'account' ? ['upserts', 'membership'] : ['upserts'];
  return [
    ...unknownFields(part, place, ['id', ...flags, 'fields', 'attributes']),
    ...(part.id === undefined ? [] : sourceProblems(part.id, `${place}.id`, roots)),
    ...flags.flatMap((flag) => oneOf(part[flag], `${place}.${flag}`, [true, false])),
    ...namedSources(part.fields, `${place}.fields`, roots, (name) =>
      Object.hasOwn(fields, name)
        ? undefined
        : `is not a field of ${subject}s; known are ${Object.keys(fields).join(', ')}`,
    ),
    ...namedSources(part.attributes, `${place}.attributes`, roots, (name) =>
      declared.has(name) ? undefined : `is not a declared attribute of ${subject}s`,
    ),
  ];
}

function oneOf(value: unknown, field: string, allowed: readonly unknown[]): MappingProblem[] {
  return value === undefined || allowed.includes(value) ? [] : [{ field, reason: `must be ${allowed.join(' or ')}` }];
}
