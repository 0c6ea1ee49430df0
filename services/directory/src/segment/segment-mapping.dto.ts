import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsOptional, Max, Min } from 'class-validator';
import { OPERATORS } from './mapping.rules.js';

const SCALAR = [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }];
const SOURCE = [
  { type: 'string', description: 'A path, such as traits.email' },
  {
    type: 'object',
    required: ['join'],
    properties: { join: { type: 'array', items: { type: 'string' }, description: 'Paths, joined by a space' } },
  },
  { type: 'object', required: ['not'], properties: { not: { type: 'string', description: 'The opposite of a path' } } },
  { type: 'object', required: ['value'], properties: { value: { oneOf: SCALAR, description: 'Always the same' } } },
];
const SOURCES = { oneOf: [...SOURCE, { type: 'array', items: { oneOf: SOURCE } }] };

interface Described {
  readonly example?: unknown;
  readonly default?: unknown;
  readonly description?: string;
}

/** A source, or several of which the first counts that holds anything. */
const FromSources = (described: Described) =>
  ApiProperty({ required: false, ...SOURCES, ...described } as ApiPropertyOptions);

/** Sources by the name of what they fill. */
const NamedSources = (described: Described) =>
  ApiProperty({
    type: 'object',
    selfRequired: false,
    additionalProperties: SOURCES,
    ...described,
  } as ApiPropertyOptions);

/** What must hold of a `track` message. */
class EventConditionDto {
  @ApiProperty({ example: 'properties.status' })
  path: string;
  @ApiProperty({ enum: OPERATORS, example: 'in' })
  operator: string;
  @ApiProperty({
    required: false,
    oneOf: [...SCALAR, { type: 'array', items: { oneOf: SCALAR } }],
    example: ['solved', 'closed'],
    description: 'A list for `in` and `not_in`; nothing for `exists` and `missing`',
  })
  value?: unknown;
}

/** Which `track` messages become journey events of which touchpoint. */
class EventRuleDto {
  @ApiProperty({ example: 'Ticket Closed', description: "The event's name, or its beginning with a * at the end" })
  event: string;
  @ApiProperty({ example: 'support.case_closed' })
  touchpoint: string;
  @ApiProperty({ type: [EventConditionDto], required: false, default: [], description: 'All must hold' })
  when?: EventConditionDto[];
  @FromSources({
    example: 'context.groupId',
    description: "Where it is not the contact's own",
  })
  accountId?: unknown;
  @NamedSources({ example: { caseId: 'properties.ticket_id' } })
  attributes?: Record<string, unknown>;
}

/** How `identify` messages become contacts, and whose message each one is. */
class ContactMappingDto {
  @FromSources({ default: 'userId', example: 'userId' })
  id?: unknown;
  @ApiProperty({ required: false, default: true, description: 'False where contacts come from elsewhere alone' })
  upserts?: boolean;
  @NamedSources({
    example: {
      email: 'traits.email',
      name: ['traits.name', { join: ['traits.firstName', 'traits.lastName'] }],
      locale: 'context.locale',
      timeZone: 'context.timezone',
      emailConsent: { not: 'traits.unsubscribed' },
    },
    description:
      'Fields of a contact. Traits are those of an `identify` message, and `context.traits` of the others. Spaces and signs ' +
      'in phone numbers are left out, `en_US` is taken as `en-US`.',
  })
  fields?: Record<string, unknown>;
  @NamedSources({
    example: { plan: 'traits.plan' },
    description: 'Declared ones',
  })
  attributes?: Record<string, unknown>;
}

/** How `group` messages become accounts. */
class AccountMappingDto {
  @FromSources({ default: 'groupId', example: 'groupId' })
  id?: unknown;
  @ApiProperty({ required: false, default: true, description: 'False where accounts come from elsewhere alone' })
  upserts?: boolean;
  @ApiProperty({
    required: false,
    default: true,
    description: 'Whether the contact of the message is placed in the account',
  })
  membership?: boolean;
  @NamedSources({
    example: { name: 'traits.name', arr: 'traits.arr', renewalDate: 'traits.renewal_date' },
    description: "Fields of an account. Traits are the group's; of a moment its day is taken.",
  })
  fields?: Record<string, unknown>;
  @NamedSources({
    example: { industry: 'traits.industry' },
    description: 'Declared ones',
  })
  attributes?: Record<string, unknown>;
}

/** What becomes of the messages of a customer data platform. */
export class SegmentMappingDto {
  @ApiProperty({ type: ContactMappingDto, required: false })
  contact?: ContactMappingDto;
  @ApiProperty({ type: AccountMappingDto, required: false })
  account?: AccountMappingDto;
  @ApiProperty({
    type: [EventRuleDto],
    required: false,
    default: [],
    description:
      'Of the rules that name an event the first counts whose conditions hold: the exact names before the beginnings, and the ' +
      'longer beginning before the shorter one.',
  })
  events?: EventRuleDto[];
  @ApiProperty({
    enum: ['ignored', 'refused'],
    required: false,
    default: 'ignored',
    description: 'Events that no rule names: counted alone, or made dead letters',
  })
  unmappedEvents?: string;
}

/** A mapping to be saved. */
export class SaveMappingDto {
  @ApiProperty({ type: SegmentMappingDto })
  @IsObject()
  mapping: SegmentMappingDto;

  @ApiProperty({ required: false, example: 3, description: 'Refused where another version holds; any when absent' })
  @IsOptional()
  @IsInt()
  @Min(0)
  replaces?: number;
}

/** Which version is asked for. */
export class MappingVersionDto {
  @ApiProperty({ type: Number, required: false, example: 3, description: 'The one that holds when absent' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  version?: number;
}

/** A mapping as it was saved. */
export class SavedMappingDto {
  @ApiProperty({ example: 4, description: '0 is the default, which nobody saved' })
  version: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  savedAt: Date | null;
  @ApiProperty({ type: SegmentMappingDto })
  mapping: SegmentMappingDto;
}
