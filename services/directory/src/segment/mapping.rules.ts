import type { Sources } from './source.rules.js';

/** Operators of a condition: the words that audiences use. */
export const OPERATORS = ['is', 'is_not', 'in', 'not_in', 'at_least', 'at_most', 'exists', 'missing'] as const;

type Scalar = string | number | boolean;

/** What must hold of a message. */
export interface EventCondition {
  readonly path: string;
  readonly operator: (typeof OPERATORS)[number];
  /** A list for `in` and `not_in`; nothing for `exists` and `missing`. */
  readonly value?: Scalar | readonly Scalar[];
}

/** Which `track` messages become journey events of which touchpoint. */
export interface EventRule {
  /** The event's name, or its beginning with a `*` at the end. */
  readonly event: string;
  readonly touchpoint: string;
  /** All must hold. */
  readonly when: readonly EventCondition[];
  /** The account, where it is not the contact's own. */
  readonly accountId?: Sources;
  readonly attributes: Readonly<Record<string, Sources>>;
}

/** How `identify` messages become contacts, and whose message each one is. */
export interface ContactMapping {
  readonly id: Sources;
  /** False where contacts come from elsewhere alone: `identify` messages are ignored then. */
  readonly upserts: boolean;
  readonly fields: Readonly<Record<string, Sources>>;
  readonly attributes: Readonly<Record<string, Sources>>;
}

/** How `group` messages become accounts. */
export interface AccountMapping {
  readonly id: Sources;
  /** False where accounts come from elsewhere alone: then only the membership is taken. */
  readonly upserts: boolean;
  /** Whether the contact of a `group` message is placed in the account. */
  readonly membership: boolean;
  readonly fields: Readonly<Record<string, Sources>>;
  readonly attributes: Readonly<Record<string, Sources>>;
}

/** What becomes of the messages of a customer data platform. */
export interface SegmentMapping {
  readonly contact: ContactMapping;
  readonly account: AccountMapping;
  readonly events: readonly EventRule[];
  /** What becomes of an event that no rule names: it is counted only, or it becomes a dead letter. */
  readonly unmappedEvents: 'ignored' | 'refused';
}

/**
 * The mapping until one is saved: the traits that the Segment spec reserves, and no event. Phone numbers are left out, since
 * the spec asks for no form of them, and a number that is not E.164 is refused.
 */
export const DEFAULT_MAPPING: SegmentMapping = {
  contact: {
    id: 'userId',
    upserts: true,
    fields: {
      accountId: ['context.groupId', 'traits.company.id'],
      email: 'traits.email',
      name: ['traits.name', { join: ['traits.firstName', 'traits.lastName'] }],
      locale: 'context.locale',
      timeZone: 'context.timezone',
    },
    attributes: {},
  },
  account: { id: 'groupId', upserts: true, membership: true, fields: { name: 'traits.name' }, attributes: {} },
  events: [],
  unmappedEvents: 'ignored',
};

/** A mapping as a caller gives it: every part may be left out. */
export type GivenMapping = {
  readonly contact?: Partial<ContactMapping>;
  readonly account?: Partial<AccountMapping>;
  readonly events?: readonly (Pick<EventRule, 'event' | 'touchpoint'> & Partial<EventRule>)[];
  readonly unmappedEvents?: SegmentMapping['unmappedEvents'];
};

/** Fills in what a checked mapping leaves out, so that it says the same whatever the default becomes later. */
export function wholeMapping({ contact, account, events, unmappedEvents }: GivenMapping): SegmentMapping {
  return {
    contact: { ...DEFAULT_MAPPING.contact, ...contact },
    account: { ...DEFAULT_MAPPING.account, ...account },
    events: (events ?? []).map((rule) => ({ ...rule, when: rule.when ?? [], attributes: rule.attributes ?? {} })),
    unmappedEvents: unmappedEvents ?? DEFAULT_MAPPING.unmappedEvents,
  };
}
