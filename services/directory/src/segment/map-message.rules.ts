import { type ReadyRule, rulesByEvent } from './event-rule.rules.js';
import { ACCOUNT_FIELDS, CONTACT_FIELDS } from './field-value.rules.js';
import { type Found, fieldsReader, idReader, Refused } from './mapped-values.rules.js';
import type { SegmentMapping } from './mapping.rules.js';
import type { Scope } from './source.rules.js';

const MINUTE_MS = 60_000;
/** What deciding takes of journey events: not further ahead, not older. */
const MAX_AHEAD_MS = 5 * MINUTE_MS;
const MAX_AGE_MS = 30 * 24 * 60 * MINUTE_MS;

/** A message by the Segment spec, as far as a mapping looks at it. */
export interface Message {
  readonly type: string;
  readonly event?: string;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** A journey event that a `track` message became. */
export interface MappedEvent {
  readonly contactId: string;
  readonly touchpoint: string;
  readonly occurredAt: string;
  readonly accountId?: string;
  readonly attributes?: Record<string, unknown>;
}

/** Why a message has no effect although nothing is wrong with it. */
export type Ignored =
  | 'no_contact_id'
  | 'no_account_id'
  | 'contacts_not_wanted'
  | 'contact_erased'
  | 'unmapped_event'
  | 'condition_not_met'
  | 'more_than_30_days_ago';

/** What a message becomes. */
export type Outcome =
  | {
      readonly outcome: 'mapped';
      readonly contact?: Found & { readonly contactId: string };
      readonly account?: Found & { readonly accountId: string };
      readonly journeyEvent?: MappedEvent;
    }
  | { readonly outcome: 'ignored'; readonly reason: Ignored }
  | { readonly outcome: 'refused'; readonly field: string; readonly reason: string };

/** Says what a message becomes. `happenedAt` is by the sender's clock. */
export type MapMessage = (message: Message, happenedAt: Date, now: Date) => Outcome;

const ignored = (reason: Ignored): Outcome => ({ outcome: 'ignored', reason });

/** Makes a checked mapping the function that maps messages. */
export function messageMapper(mapping: SegmentMapping): MapMessage {
  const { contact, account, unmappedEvents } = mapping;
  const contactId = idReader('contactId', contact.id);
  const accountId = idReader('accountId', account.id);
  const contactFields = fieldsReader(contact, CONTACT_FIELDS);
  const accountFields = fieldsReader(account, ACCOUNT_FIELDS);
  const rulesOf = rulesByEvent(mapping.events);

  const identify = (message: Message): Outcome => {
    if (!contact.upserts) return ignored('contacts_not_wanted');
    const scope = personScope(message);
    const id = contactId(scope);
    if (id === undefined) return ignored('no_contact_id');
    return { outcome: 'mapped', contact: { contactId: id, ...contactFields(scope) } };
  };

  const group = (message: Message): Outcome => {
    const scope = { ...message };
    const id = accountId(scope);
    if (id === undefined) return ignored('no_account_id');
    const member = account.membership ? contactId(personScope(message)) : undefined;
    if (!account.upserts && member === undefined) return ignored('no_contact_id');
    return {
      outcome: 'mapped',
      ...(account.upserts && { account: { accountId: id, ...accountFields(scope) } }),
      ...(member !== undefined && { contact: { contactId: member, accountId: id } }),
    };
  };

  const track = (message: Message, happenedAt: Date, now: Date): Outcome => {
    if (!message.event) throw new Refused('event', 'is missing');
    const scope = personScope(message);
    const rules = rulesOf(message.event);
    if (rules.length === 0) {
      if (unmappedEvents === 'refused') throw new Refused('event', 'is named by no rule of the mapping');
      return ignored('unmapped_event');
    }
    const rule = rules.find((candidate) => candidate.holds(scope));
    if (!rule) return ignored('condition_not_met');
    const id = contactId(scope);
    if (id === undefined) return ignored('no_contact_id');
    if (happenedAt.getTime() > now.getTime() + MAX_AHEAD_MS) throw new Refused('timestamp', 'is in the future');
    if (happenedAt.getTime() < now.getTime() - MAX_AGE_MS) return ignored('more_than_30_days_ago');
    return { outcome: 'mapped', journeyEvent: journeyEvent(rule, scope, id, happenedAt) };
  };

  const byType: Readonly<Record<string, MapMessage>> = { identify, group, track };
  return (message, happenedAt, now) => {
    const map = Object.hasOwn(byType, message.type) ? byType[message.type] : undefined;
    try {
      if (!map) throw new Refused('type', 'must be identify, group or track');
      return map(message, happenedAt, now);
    } catch (error) {
      if (error instanceof Refused) return { outcome: 'refused', field: error.field, reason: error.message };
      throw error;
    }
  };
}

/** Traits are the person's: of an `identify` message its own, of others those in its context. */
function personScope(message: Message): Scope {
  return message.type === 'identify' ? { ...message } : { ...message, traits: message.context?.traits };
}

function journeyEvent(rule: ReadyRule, scope: Scope, contactId: string, happenedAt: Date): MappedEvent {
  const accountId = rule.accountId?.(scope);
  return {
    contactId,
    touchpoint: rule.touchpoint,
    occurredAt: happenedAt.toISOString(),
    ...(accountId !== undefined && { accountId }),
    ...rule.attributes(scope),
  };
}
