import { DEFAULT_MAPPING } from './mapping.rules.js';
import { mappingProblems } from './mapping-problems.rules.js';

const declared = { contact: new Set(['plan']), account: new Set(['industry']) };
const problems = (mapping: unknown) => mappingProblems(mapping, declared);
const rule = { event: 'Ticket Closed', touchpoint: 'support.case_closed' };

describe('mappingProblems', () => {
  it('finds nothing wrong with the default, with nothing, and with all that a mapping may say', () => {
    expect(problems(DEFAULT_MAPPING)).toEqual([]);
    expect(problems({})).toEqual([]);
    expect(
      problems({
        contact: {
          id: ['traits.crm id', 'userId'],
          upserts: false,
          fields: {
            name: [{ join: ['traits.first', 'traits.last'] }],
            emailConsent: { not: 'traits.off' },
            role: { value: 'admin' },
          },
          attributes: { plan: 'traits.plan' },
        },
        account: {
          id: 'groupId',
          membership: false,
          fields: { arr: 'traits.arr' },
          attributes: { industry: 'context.x.0' },
        },
        events: [
          {
            ...rule,
            when: [{ path: 'properties.status', operator: 'in', value: ['solved', 1] }],
            attributes: { id: 'properties.id' },
          },
          { ...rule, accountId: 'context.groupId' },
          { event: 'Ticket *', touchpoint: 'support.other' },
        ],
        unmappedEvents: 'refused',
      }),
    ).toEqual([]);
  });

  it.each<[unknown, string, string]>([
    [[], 'mapping', 'must be an object'],
    [{ evnets: [] }, 'mapping.evnets', 'is not a known field'],
    [{ unmappedEvents: 'lost' }, 'mapping.unmappedEvents', 'must be ignored or refused'],
    [{ contact: 'userId' }, 'mapping.contact', 'must be an object'],
    [{ contact: { membership: true } }, 'mapping.contact.membership', 'is not a known field'],
    [{ contact: { upserts: 'yes' } }, 'mapping.contact.upserts', 'must be true or false'],
    [
      { contact: { id: 'user' } },
      'mapping.contact.id',
      'user must begin with one of userId, anonymousId, groupId, traits, context',
    ],
    [{ contact: { id: [] } }, 'mapping.contact.id', 'must have 1 to 10 sources'],
    [{ contact: { id: 'userId.x' } }, 'mapping.contact.id', 'userId.x: userId has nothing below it'],
    [
      { contact: { id: 'traits' } },
      'mapping.contact.id',
      'traits must name something below traits, such as traits.name',
    ],
    [
      { contact: { fields: { email: 'traits..email' } } },
      'mapping.contact.fields.email',
      'traits..email has an empty step',
    ],
    [
      { contact: { fields: { email: 'properties.x' } } },
      'mapping.contact.fields.email',
      'properties.x must begin with one of userId, anonymousId, groupId, traits, context',
    ],
    [
      { contact: { fields: { email: `traits.${'x'.repeat(200)}` } } },
      'mapping.contact.fields.email',
      'must have at most 200 characters',
    ],
    [
      { contact: { fields: { email: 7 } } },
      'mapping.contact.fields.email',
      expect.stringContaining('must be a path, {"join"') as never,
    ],
    [
      { contact: { fields: { email: { join: [] } } } },
      'mapping.contact.fields.email',
      expect.stringContaining('must be a path') as never,
    ],
    [
      { contact: { fields: { name: { join: ['traits.a', 'x'] } } } },
      'mapping.contact.fields.name.join[1]',
      expect.stringContaining('must begin with') as never,
    ],
    [
      { contact: { fields: { name: { not: 5 } } } },
      'mapping.contact.fields.name.not',
      'must be a path, such as traits.email',
    ],
    [
      { contact: { fields: { arr: 'traits.arr' } } },
      'mapping.contact.fields.arr',
      expect.stringContaining('is not a field of contacts; known are accountId, email') as never,
    ],
    [
      { contact: { fields: { toString: 'traits.x' } } },
      'mapping.contact.fields.toString',
      expect.stringContaining('is not a field of contacts') as never,
    ],
    [
      { contact: { attributes: { colour: 'traits.colour' } } },
      'mapping.contact.attributes.colour',
      'is not a declared attribute of contacts',
    ],
    [
      { account: { attributes: { plan: 'traits.plan' } } },
      'mapping.account.attributes.plan',
      'is not a declared attribute of accounts',
    ],
    [{ account: { fields: ['name'] } }, 'mapping.account.fields', 'must be an object'],
    [{ account: { membership: 1 } }, 'mapping.account.membership', 'must be true or false'],
    [{ events: {} }, 'mapping.events', 'must be a list of at most 500 rules'],
    [{ events: ['x'] }, 'mapping.events[0]', 'must be an object'],
    [{ events: [{ touchpoint: 't' }] }, 'mapping.events[0].event', 'is missing'],
    [{ events: [{ event: ' ', touchpoint: 't' }] }, 'mapping.events[0].event', 'must be a text of 1 to 200 characters'],
    [
      { events: [{ event: '*', touchpoint: 't' }] },
      'mapping.events[0].event',
      'may have one * at its end, with at least one character before it',
    ],
    [
      { events: [{ event: 'A * B', touchpoint: 't' }] },
      'mapping.events[0].event',
      expect.stringContaining('one * at its end') as never,
    ],
    [{ events: [{ event: 'E' }] }, 'mapping.events[0].touchpoint', 'is missing'],
    [
      { events: [{ event: 'E', touchpoint: 'program:x' }] },
      'mapping.events[0].touchpoint',
      'must not begin with program:, which is reserved',
    ],
    [{ events: [{ ...rule, if: [] }] }, 'mapping.events[0].if', 'is not a known field'],
    [{ events: [{ ...rule, when: {} }] }, 'mapping.events[0].when', 'must be a list of at most 20 conditions'],
    [{ events: [{ ...rule, when: ['x'] }] }, 'mapping.events[0].when[0]', 'must be an object'],
    [
      { events: [{ ...rule, when: [{ path: 'status', operator: 'exists' }] }] },
      'mapping.events[0].when[0].path',
      expect.stringContaining('status must begin with one of event') as never,
    ],
    [
      { events: [{ ...rule, when: [{ path: 'event', operator: 'like' }] }] },
      'mapping.events[0].when[0].operator',
      expect.stringContaining('must be one of is, is_not') as never,
    ],
    [
      { events: [{ ...rule, when: [{ path: 'event', operator: 'is' }] }] },
      'mapping.events[0].when[0].value',
      'must be a text, a number or a boolean for is',
    ],
    [
      { events: [{ ...rule, when: [{ path: 'event', operator: 'in', value: 'x' }] }] },
      'mapping.events[0].when[0].value',
      'must be a list of texts, numbers or booleans for in',
    ],
    [
      { events: [{ ...rule, when: [{ path: 'event', operator: 'exists', value: 1 }] }] },
      'mapping.events[0].when[0].value',
      'must not be given for exists',
    ],
    [
      { events: [{ ...rule, when: [{ path: 'event', operator: 'at_least', value: true }] }] },
      'mapping.events[0].when[0].value',
      'must be a number or a text for at_least',
    ],
    [
      { events: [{ ...rule, accountId: 'account' }] },
      'mapping.events[0].accountId',
      expect.stringContaining('must begin with') as never,
    ],
    [
      { events: [{ ...rule, attributes: { 'case id': 'properties.id' } }] },
      'mapping.events[0].attributes.case id',
      expect.stringContaining('must begin with a letter') as never,
    ],
    [
      { events: [rule, rule] },
      'mapping.events[1].event',
      'is named by events[0] already, which takes all of its messages',
    ],
    [
      {
        events: [
          { ...rule, when: [{ path: 'userId', operator: 'exists' }] },
          { ...rule, when: [{ path: 'userId', operator: 'exists' }] },
        ],
      },
      'mapping.events[1].event',
      'is named by events[0] already, which has the same conditions',
    ],
  ])('says of %j what is wrong, and where', (mapping, field, reason) => {
    expect(problems(mapping)).toEqual([{ field, reason }]);
  });

  it('says everything at once', () => {
    expect(problems({ contact: { id: 'x' }, events: [{}] }).map(({ field }) => field)).toEqual([
      'mapping.contact.id',
      'mapping.events[0].event',
      'mapping.events[0].touchpoint',
    ]);
  });
});
