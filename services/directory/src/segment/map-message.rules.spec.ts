import { type Message, messageMapper } from './map-message.rules.js';
import { DEFAULT_MAPPING, type GivenMapping, wholeMapping } from './mapping.rules.js';

const now = new Date('2026-01-31T12:00:00.000Z');
const happenedAt = new Date('2026-01-31T11:00:00.000Z');
const map = (
  message: Partial<Message> & Record<string, unknown>,
  mapping: GivenMapping = DEFAULT_MAPPING,
  at = happenedAt,
) => messageMapper(wholeMapping(mapping))(message as Message, at, now);

describe('an identify message', () => {
  it('becomes a contact by the traits that the Segment spec reserves', () => {
    const message = {
      type: 'identify',
      userId: 'maria',
      traits: { email: 'maria@acme.example', firstName: 'Maria', lastName: 'Silva', company: { id: 'acme' } },
      context: { locale: 'pt_BR', timezone: 'America/Sao_Paulo' },
    };
    expect(map(message)).toEqual({
      outcome: 'mapped',
      contact: {
        contactId: 'maria',
        accountId: 'acme',
        email: 'maria@acme.example',
        name: 'Maria Silva',
        locale: 'pt-BR',
        timeZone: 'America/Sao_Paulo',
      },
    });
  });

  it.each<[string, unknown, string, unknown]>([
    ['email', ' a@b.example ', 'traits.x', 'a@b.example'],
    ['name', 42, 'traits.x', '42'],
    ['name', '', 'traits.x', undefined],
    ['name', null, 'traits.x', undefined],
    ['phone', '+49 (151) 123-45.67', 'traits.x', '+491511234567'],
    ['smsConsent', 'true', 'traits.x', true],
    ['smsConsent', false, 'traits.x', false],
  ])('fills %s from %j', (field, value, path, expected) => {
    const outcome = map(
      { type: 'identify', userId: 'u', traits: { x: value } },
      { contact: { fields: { [field]: path } } },
    );
    expect(outcome).toEqual({
      outcome: 'mapped',
      contact: { contactId: 'u', ...(expected !== undefined && { [field]: expected }) },
    });
  });

  it.each([
    [{ not: 'traits.off' }, { off: true }, false],
    [{ not: 'traits.off' }, { off: 'false' }, true],
    [{ not: 'traits.off' }, {}, undefined],
    [{ value: true }, {}, true],
    [['traits.a', 'traits.b'], { b: true }, true],
  ])('takes consent from %j of %j as %j', (source, traits, expected) => {
    const outcome = map(
      { type: 'identify', userId: 'u', traits },
      { contact: { fields: { emailConsent: source as never } } },
    );
    expect((outcome as { contact: object }).contact).toEqual({
      contactId: 'u',
      ...(expected !== undefined && { emailConsent: expected }),
    });
  });

  it('keeps attributes as they are', () => {
    const mapping = {
      contact: { fields: {}, attributes: { plan: 'traits.plan', seats: 'traits.seats', gone: 'traits.x' } },
    };
    expect(map({ type: 'identify', userId: 'u', traits: { plan: 'team', seats: 5 } }, mapping)).toEqual({
      outcome: 'mapped',
      contact: { contactId: 'u', attributes: { plan: 'team', seats: 5 } },
    });
  });

  it.each([
    [{ emailConsent: 'traits.x' }, 'perhaps', 'emailConsent', 'emailConsent must be true or false'],
    [{ emailConsent: { not: 'traits.x' } }, 'perhaps', 'emailConsent', 'emailConsent must be true or false'],
    [{ name: 'traits.x' }, { first: 'a' }, 'name', 'name must be a text'],
  ])('is refused where %j is %j', (fields, x, field, reason) => {
    const outcome = map({ type: 'identify', userId: 'u', traits: { x } }, { contact: { fields } });
    expect(outcome).toEqual({ outcome: 'refused', field, reason });
  });

  it('is refused with an id that is too long', () => {
    expect(map({ type: 'identify', userId: 'u'.repeat(201) })).toEqual({
      outcome: 'refused',
      field: 'contactId',
      reason: 'contactId must have at most 200 characters',
    });
  });

  it('finds nothing that every object has', () => {
    const mapping = { contact: { fields: { name: 'traits.constructor.name', email: 'traits.__proto__.x' } } };
    expect(map({ type: 'identify', userId: 'u', traits: {} }, mapping)).toEqual({
      outcome: 'mapped',
      contact: { contactId: 'u' },
    });
  });

  it.each<[string, Record<string, unknown>, GivenMapping, string]>([
    ['of nobody known', { anonymousId: 'a-1' }, {}, 'no_contact_id'],
    ['where contacts come from elsewhere', { userId: 'u' }, { contact: { upserts: false } }, 'contacts_not_wanted'],
  ])('is ignored when it is %s', (_, message, mapping, reason) => {
    expect(map({ type: 'identify', ...message }, mapping)).toEqual({ outcome: 'ignored', reason });
  });

  it('is of whom the first id that is there says', () => {
    const mapping: GivenMapping = { contact: { id: ['traits.crmId', 'userId'], fields: {} } };
    expect(map({ type: 'identify', userId: 'u', traits: { crmId: 7 } }, mapping)).toMatchObject({
      contact: { contactId: '7' },
    });
    expect(map({ type: 'identify', userId: 'u' }, mapping)).toMatchObject({ contact: { contactId: 'u' } });
  });
});

describe('a group message', () => {
  const message = {
    type: 'group',
    userId: 'maria',
    groupId: 'acme',
    traits: { name: 'Acme', arr: '1200.5', end: '2027-03-31T22:00:00Z' },
  };

  it('becomes an account and places the contact in it', () => {
    const mapping = { account: { fields: { name: 'traits.name', arr: 'traits.arr', renewalDate: 'traits.end' } } };
    expect(map(message, mapping)).toEqual({
      outcome: 'mapped',
      account: { accountId: 'acme', name: 'Acme', arr: 1200.5, renewalDate: '2027-03-31' },
      contact: { contactId: 'maria', accountId: 'acme' },
    });
  });

  it('takes the id of the contact from the traits in its context, since its own are the group’s', () => {
    const context = { traits: { crmId: 'c-7' } };
    expect(map({ ...message, context }, { contact: { id: 'traits.crmId' } })).toMatchObject({
      contact: { contactId: 'c-7' },
    });
  });

  it.each<[string, GivenMapping, object]>([
    ['the account alone', { account: { membership: false } }, { account: { accountId: 'acme', name: 'Acme' } }],
    ['the membership alone', { account: { upserts: false } }, { contact: { contactId: 'maria', accountId: 'acme' } }],
  ])('may become %s', (_, mapping, expected) => {
    expect(map(message, mapping)).toEqual({ outcome: 'mapped', ...expected });
  });

  it('is ignored without an account, and refused with a number that is none', () => {
    expect(map({ type: 'group', userId: 'u' })).toEqual({ outcome: 'ignored', reason: 'no_account_id' });
    const refused = map({ ...message, traits: { arr: 'much' } }, { account: { fields: { arr: 'traits.arr' } } });
    expect(refused).toEqual({ outcome: 'refused', field: 'arr', reason: 'arr must be a number' });
  });
});

describe('a track message', () => {
  const closed = { type: 'track', userId: 'maria', event: 'Ticket Closed', properties: { status: 'solved', id: 4711 } };
  const rule = { event: 'Ticket Closed', touchpoint: 'support.case_closed' };

  it('becomes a journey event of its touchpoint', () => {
    const events = [{ ...rule, attributes: { caseId: 'properties.id' }, accountId: 'context.groupId' }];
    expect(map({ ...closed, context: { groupId: 'acme-2' } }, { events })).toEqual({
      outcome: 'mapped',
      journeyEvent: {
        contactId: 'maria',
        touchpoint: 'support.case_closed',
        occurredAt: '2026-01-31T11:00:00.000Z',
        accountId: 'acme-2',
        attributes: { caseId: 4711 },
      },
    });
  });

  it('is ignored where no rule names it, and refused where the mapping says so', () => {
    expect(map(closed)).toEqual({ outcome: 'ignored', reason: 'unmapped_event' });
    expect(map(closed, { unmappedEvents: 'refused' })).toMatchObject({ outcome: 'refused', field: 'event' });
  });

  it.each([
    ['Ticket Closed', 'exact'],
    ['Ticket Closed Again', 'closed'],
    ['Ticket Opened', 'ticket'],
    ['ticket closed', undefined],
  ])('called %s goes to the rule of its exact name, else of its longest beginning', (event, touchpoint) => {
    const events = [
      { event: 'Ticket *', touchpoint: 'ticket' },
      { event: 'Ticket Closed*', touchpoint: 'closed' },
      { event: 'Ticket Closed', touchpoint: 'exact' },
    ];
    const outcome = map({ ...closed, event }, { events });
    expect((outcome as { journeyEvent?: { touchpoint: string } }).journeyEvent?.touchpoint).toBe(touchpoint);
  });

  it.each([
    ['is', 'solved', true],
    ['is_not', 'solved', false],
    ['in', ['closed', 'solved'], true],
    ['not_in', ['closed', 'solved'], false],
    ['at_least', 'a', true],
    ['at_most', 'a', false],
    ['at_least', 5, false],
    ['exists', undefined, true],
    ['missing', undefined, false],
  ] as const)('whose status %s %j is mapped: %s', (operator, value, holds) => {
    const events = [
      { ...rule, when: [{ path: 'properties.status', operator, ...(value !== undefined && { value }) }] },
    ];
    expect(map(closed, { events }).outcome).toBe(holds ? 'mapped' : 'ignored');
  });

  it('goes to the first rule whose conditions hold', () => {
    const when = [{ path: 'properties.status', operator: 'is', value: 'cancelled' } as const];
    const events = [{ ...rule, touchpoint: 'support.case_cancelled', when }, rule];
    expect(map(closed, { events })).toMatchObject({ journeyEvent: { touchpoint: 'support.case_closed' } });
    expect(map(closed, { events: events.slice(0, 1) })).toEqual({ outcome: 'ignored', reason: 'condition_not_met' });
  });

  it.each<[string, Record<string, unknown>, Date, object]>([
    ['nobody known', { userId: undefined }, happenedAt, { outcome: 'ignored', reason: 'no_contact_id' }],
    ['31 days ago', {}, new Date('2025-12-31T11:00:00Z'), { outcome: 'ignored', reason: 'more_than_30_days_ago' }],
    ['tomorrow', {}, new Date('2026-02-01T12:00:00Z'), { field: 'timestamp', reason: 'timestamp is in the future' }],
    ['without a name', { event: '' }, happenedAt, { field: 'event', reason: 'event is missing' }],
  ])('of %s has no effect, and says why', (_, changes, at, expected) => {
    expect(map({ ...closed, ...changes }, { events: [rule] }, at)).toMatchObject(expected);
  });
});

it.each(['toString', 'batch', ''])('a message of the type %j is refused', (type) => {
  expect(map({ type, userId: 'u' })).toEqual({
    outcome: 'refused',
    field: 'type',
    reason: 'type must be identify, group or track',
  });
});
