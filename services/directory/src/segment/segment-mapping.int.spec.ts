import { newId } from '#messaging';
import { type RunningService, signPrincipal } from '#service-kit';
import { eventually, FakeClock, Harness, TEST_SECRET } from '#testing';
import { directory } from '../app.module.js';

const MAPPING = '/v1/segment-mapping';
const clock = new FakeClock(new Date('2026-03-01T12:00:00Z'));
let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  const env = { SEGMENT_TOPIC: `${harness.topicPrefix}cdp-events` };
  service = await harness.run(directory, { env, overrides: { clock } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const call = (method: string, path: string, body?: unknown) => harness.call(service, method, path, body);
const timestamp = () => clock.now().toISOString();
const message = (rest: object) => ({ messageId: newId(), timestamp: timestamp(), ...rest });
const save = async (mapping: object) => {
  const answer = await call('PUT', MAPPING, { mapping });
  expect(answer.status).toBe(200);
  return answer.body.version as number;
};

it('messages are read from the topic that is configured, and what is wrong with them can be read there too', async () => {
  const traits = { email: 'nowhere' };
  const values = [
    message({ type: 'identify', userId: 'other' }),
    message({ type: 'identify', userId: 'wrong', traits }),
  ];
  await harness.send('cdp-events', ...values.map((value) => ({ key: null, value: JSON.stringify(value) })));
  await eventually(async () => {
    expect((await call('GET', '/v1/contacts/other')).status).toBe(200);
    const { items } = (await call('GET', '/v1/operations/directory/dead-letters')).body;
    expect(items).toMatchObject([{ topic: `${harness.topicPrefix}cdp-events`, key: 'wrong', field: 'email' }]);
  });
}, 30_000);

describe('the mapping over REST', () => {
  it('is what the Segment spec suggests until one is saved, and needs the scope operate', async () => {
    const { body } = await call('GET', MAPPING);
    expect(body).toMatchObject({ version: 0, savedAt: null, mapping: { contact: { id: 'userId' }, events: [] } });
    const token = await signPrincipal({ subject: 'test', scopes: ['read', 'write'] }, TEST_SECRET);
    const answer = await harness.call(service, 'PUT', MAPPING, { mapping: {} }, { authorization: `Bearer ${token}` });
    expect(answer.status).toBe(403);
  });

  it('is kept version by version, and the same again is no new one', async () => {
    const rule = { event: 'Renewed', touchpoint: 'renewal.done' };
    const version = await save({ events: [rule] });
    const { body } = await call('GET', MAPPING);
    expect(body).toMatchObject({
      version,
      savedAt: timestamp(),
      mapping: { contact: { id: 'userId' }, unmappedEvents: 'ignored' },
    });
    expect(body.mapping.events).toEqual([{ ...rule, when: [], attributes: {} }]);
    expect(await save(body.mapping)).toBe(version);
    expect(await save({ events: [] })).toBe(version + 1);
    expect((await call('GET', `${MAPPING}?version=${version}`)).body).toEqual(body);
    expect((await call('GET', `${MAPPING}?version=0`)).body).toMatchObject({ version: 0, savedAt: null });
    expect((await call('GET', `${MAPPING}?version=${version + 2}`)).status).toBe(404);
    expect((await call('GET', `${MAPPING}?version=last`)).status).toBe(400);
  });

  it('is not changed by somebody who saw another version', async () => {
    const version = await save({ events: [] });
    const late = await call('PUT', MAPPING, { mapping: { unmappedEvents: 'refused' }, replaces: version - 1 });
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining(`version ${version}`) } });
    const answers = await Promise.all(
      ['a', 'b'].map((event) =>
        call('PUT', MAPPING, { mapping: { events: [{ event, touchpoint: 't' }] }, replaces: version }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it.each([
    [{}, 'mapping', expect.any(String)],
    [{ mapping: {}, replaces: -1 }, 'replaces', expect.any(String)],
    [{ mapping: {}, version: 1 }, 'version', 'is not a known field'],
    [
      { mapping: { events: [{ event: 'E', touchpoint: 'program:1' }] } },
      'mapping.events[0].touchpoint',
      'must not begin with program:, which is reserved',
    ],
    [
      { mapping: { contact: { attributes: { plan: 'traits.plan' } } } },
      'mapping.contact.attributes.plan',
      'is not a declared attribute of contacts',
    ],
  ])('is refused as %j, naming %s', async (body, field, reason) => {
    const before = (await call('GET', MAPPING)).body.version;
    const answer = await call('PUT', MAPPING, body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field, reason }] } });
    expect((await call('GET', MAPPING)).body.version).toBe(before);
  });
});

describe('a dry run', () => {
  const mapping = {
    contact: { fields: { email: 'traits.email' }, attributes: { tier: 'traits.tier' } },
    events: [{ event: 'Tried', touchpoint: 'tried.out' }],
  };

  it('says what each sample would become, and writes nothing', async () => {
    await call('PUT', '/v1/attributes/contact/tier', { type: 'choice', allowed: ['gold'] });
    const everything = async () =>
      Promise.all(
        ['contacts', 'accounts', 'segment_message_counts', 'segment_mappings', 'inbox', 'outbox'].map((table) =>
          harness.database.query(`SELECT count(*) AS rows FROM directory.${table}`),
        ),
      );
    const before = await everything();
    const samples = [
      message({ type: 'identify', userId: 'd-1', traits: { email: 'd1@acme.example', tier: 'gold' } }),
      message({ type: 'identify', userId: 'd-1', traits: { tier: 'lead' } }),
      message({ type: 'group', groupId: 'd-acme', traits: { name: 'Acme' } }),
      message({ type: 'track', messageId: 'same', userId: 'd-1', event: 'Tried' }),
      message({ type: 'track', messageId: 'same', userId: 'd-1', event: 'Tried' }),
      message({ type: 'track', userId: 'd-1', event: 'Unheard' }),
      message({ type: 'page', userId: 'd-1' }),
      { type: 'track' },
      'nothing',
    ];
    const { status, body } = await call('POST', `${MAPPING}/dry-run`, { messages: samples, mapping });
    expect(status).toBe(200);
    expect(body.counts).toEqual({
      messages: 9,
      mapped: 3,
      ignored: 3,
      refused: 3,
      contacts: 1,
      accounts: 1,
      journeyEvents: 1,
      unmappedEvents: [{ event: 'Unheard', messages: 1 }],
    });
    const { items } = body;
    expect(items[0]).toMatchObject({
      index: 0,
      outcome: 'mapped',
      contact: { contactId: 'd-1', attributes: { tier: 'gold' } },
    });
    expect(items[1]).toMatchObject({
      outcome: 'refused',
      field: 'attributes.tier',
      reason: 'attributes.tier must be one of gold',
    });
    expect(items[2]).toMatchObject({ account: { accountId: 'd-acme', name: 'Acme' }, contact: null });
    expect(items[3]).toMatchObject({ messageId: 'same', journeyEvent: { contactId: 'd-1', touchpoint: 'tried.out' } });
    expect(items.slice(4, 7).map(({ reason }: { reason: string }) => reason)).toEqual([
      'same_message_id',
      'unmapped_event',
      'type_not_needed',
    ]);
    expect(items[7]).toMatchObject({ field: 'userId', outcome: 'refused' });
    expect(items[8]).toMatchObject({ field: 'value', type: null, reason: 'the value is no JSON object' });
    expect(await everything()).toEqual(before);
  });

  it('takes a thousand samples of some kilobytes, and no more', async () => {
    const samples = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        message({ type: 'identify', userId: `s-${i}`, context: { page: 'x'.repeat(2_000) } }),
      );
    const { body } = await call('POST', `${MAPPING}/dry-run`, { messages: samples(1_000) });
    expect(body.counts).toMatchObject({ messages: 1_000, mapped: 1_000 });
    expect((await call('POST', `${MAPPING}/dry-run`, { messages: samples(1_001) })).status).toBe(400);
    expect((await call('POST', `${MAPPING}/dry-run`, { messages: samples(3_000) })).status).toBe(413);
  }, 30_000);

  it.each([
    [{ messages: [] }, 'messages'],
    [{ messages: {} }, 'messages'],
    [{ messages: [{}], mapping: { events: [{ event: 'E' }] } }, 'mapping.events[0].touchpoint'],
  ])('is refused as %j, naming %s', async (body, field) => {
    const answer = await call('POST', `${MAPPING}/dry-run`, body);
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ field })]) },
    });
  });
});
