import { contracts } from '#contracts';
import { decode, newId, type Transaction, Transactions } from '#messaging';
import type { RunningService } from '#service-kit';
import { DAY, eventually, FakeClock, Harness } from '#testing';
import { directory } from '../app.module.js';
import { ForgetCounts } from './forget-counts.job.js';
import { MapWhenSegmentMessageReceived } from './map-when-segment-message-received.consumer.js';

const MAPPING = '/v1/segment-mapping';
const { topic } = contracts.segmentMessage;
const clock = new FakeClock(new Date('2026-03-01T12:00:00Z'));
let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(directory, { overrides: { clock } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const call = (method: string, path: string, body?: unknown) => harness.call(service, method, path, body);
const timestamp = () => clock.now().toISOString();
const message = (rest: object) => ({ messageId: newId(), timestamp: timestamp(), ...rest });
/** As a platform sends it that keeps the order of a person's messages. */
const record = (value: unknown) => ({
  key: (value as { userId?: string }).userId ?? null,
  value: typeof value === 'string' ? value : JSON.stringify(value),
});
const send = (...messages: unknown[]) => harness.send(topic, ...messages.map(record));
const save = async (mapping: object) => {
  const answer = await call('PUT', MAPPING, { mapping });
  expect(answer.status).toBe(200);
  return answer.body.version as number;
};
const letters = async () => (await call('GET', '/v1/operations/directory/dead-letters?limit=200')).body.items;
/** Waits until all that was sent before of a person is processed. */
const passed = async (userId: string) => {
  const name = newId();
  await send(message({ type: 'identify', userId, traits: { name } }));
  await eventually(async () => expect((await call('GET', `/v1/contacts/${userId}`)).body).toMatchObject({ name }));
};

describe('messages of a customer data platform', () => {
  it('become contacts, accounts and memberships without any mapping being saved', async () => {
    const snapshots = await harness.published(contracts.contactSnapshot);
    await send(
      message({
        type: 'identify',
        userId: 'maria',
        traits: { email: 'maria@acme.example', firstName: 'Maria', lastName: 'Silva' },
        context: { locale: 'pt-BR', timezone: 'America/Sao_Paulo', library: { name: 'analytics.js' } },
        version: 2,
      }),
      message({ type: 'group', userId: 'maria', groupId: 'acme', traits: { name: 'Acme', employees: 12 } }),
    );
    await eventually(async () => {
      expect((await call('GET', '/v1/contacts/maria')).body).toMatchObject({
        accountId: 'acme',
        email: 'maria@acme.example',
        name: 'Maria Silva',
        locale: 'pt-BR',
        timeZone: 'America/Sao_Paulo',
      });
      expect((await call('GET', '/v1/accounts/acme')).body).toMatchObject({ name: 'Acme', attributes: {} });
      expect(snapshots().at(-1)?.data).toMatchObject({ contactId: 'maria', accountId: 'acme' });
    });
  }, 30_000);

  it('become journey events by the rules that are saved, once each, and what came before is left as it is', async () => {
    const mapped = await harness.published(contracts.journeyEventMapped);
    const closed = (messageId: string) =>
      message({ messageId, type: 'track', userId: 'maria', event: 'Ticket Closed', properties: { id: 7 } });
    await send(closed('before'));
    await passed('maria');
    await save({
      events: [{ event: 'Ticket *', touchpoint: 'support.case_closed', attributes: { caseId: 'properties.id' } }],
    });
    await send(closed('before'), closed('once'), closed('once'), closed('twice'));
    await passed('maria');
    await send(closed('once'));
    await passed('maria');
    await eventually(() => expect(mapped()).toHaveLength(2));
    expect(mapped()[0]!.data).toEqual({
      contactId: 'maria',
      touchpoint: 'support.case_closed',
      occurredAt: '2026-03-01T12:00:00.000Z',
      attributes: { caseId: 7 },
    });
    expect(mapped().map(({ record: { headers } }) => headers.ce_causationid)).toEqual(['once', 'twice']);
    expect(mapped()[0]!.record).toMatchObject({ key: 'maria', headers: { ce_time: '2026-03-01T12:00:00.000Z' } });
    await save({ events: [] });
    await send(closed('after'));
    await passed('maria');
    expect(mapped()).toHaveLength(2);
  }, 30_000);

  it('that are wrong become dead letters which name the field, and hold up nobody', async () => {
    await send(
      '{"type":',
      message({ type: 'identify', userId: 'w-1', messageId: undefined }),
      message({ userId: 'w-2' }),
      message({ type: 'batch', userId: 'w-3' }),
      message({ type: 'track', userId: 'w-4' }),
      message({ type: 'identify', userId: 'w-5', traits: { email: 'nowhere' } }),
      message({ type: 'identify', userId: 'w-6', timestamp: 'yesterday' }),
      message({ type: 'group', userId: 'w-7', groupId: 'g'.repeat(201) }),
      message({ type: 'page', userId: 'w-8', name: 'Home' }),
      message({ type: 'identify', anonymousId: 'w-9' }),
      message({ type: 'identify', userId: 'right' }),
    );
    await eventually(async () => {
      expect((await call('GET', '/v1/contacts/right')).status).toBe(200);
      const found = (await letters()).map(({ field, reason }: { field: string; reason: string }) => [field, reason]);
      expect(found).toEqual(
        expect.arrayContaining([
          ['value', 'the value is not JSON'],
          ['messageId', 'messageId is missing or empty'],
          ['type', 'type is missing or empty'],
          ['type', 'type must be identify, group or track'],
          ['event', 'event is missing'],
          ['email', 'email must be an e-mail address'],
          ['timestamp', expect.stringContaining('date-time')],
          ['accountId', 'accountId must have at most 200 characters'],
        ]),
      );
      expect(found).toHaveLength(8);
    });
    expect((await call('GET', '/v1/contacts/w-7')).status).toBe(404);
    expect((await letters()).find(({ field }: { field: string }) => field === 'email')).toMatchObject({ key: 'w-5' });
  }, 30_000);

  it('that failed have their effect when they are sent again under their id', async () => {
    const wrong = message({ type: 'identify', userId: 'again', traits: { email: 'nowhere' } });
    await send(wrong);
    await eventually(async () =>
      expect(await letters()).toContainEqual(expect.objectContaining({ key: 'again', field: 'email' })),
    );
    const { id } = (await letters()).find(({ key }: { key: string }) => key === 'again');
    await save({ contact: { fields: { name: 'traits.email' } } });
    expect((await call('POST', `/v1/operations/directory/dead-letters/${id}/replay`)).status).toBeLessThan(300);
    await eventually(async () =>
      expect((await call('GET', '/v1/contacts/again')).body).toMatchObject({ name: 'nowhere' }),
    );
    await save({});
  }, 30_000);

  it('of somebody who was erased have no effect, and are kept nowhere', async () => {
    const mapped = await harness.published(contracts.journeyEventMapped);
    await save({ events: [{ event: 'Came Back', touchpoint: 'came.back' }] });
    const about = { userId: 'erased', traits: { email: 'erased@acme.example' } };
    await send(message({ ...about, type: 'identify' }));
    await eventually(async () => expect((await call('GET', '/v1/contacts/erased')).status).toBe(200));
    expect((await call('POST', '/v1/contacts/erased/erasure')).status).toBeLessThan(300);
    const before = mapped().length;
    await send(
      message({ ...about, type: 'track', event: 'Came Back', properties: { email: 'erased@acme.example' } }),
      message({ ...about, type: 'identify' }),
      message({ ...about, type: 'identify', traits: { email: 'erased@acme.example', name: {} } }),
      message({ userId: 'erased', type: 'identify', timestamp: 'erased@acme.example' }),
    );
    await eventually(async () => {
      const { totals } = (await call('GET', `${MAPPING}/unmapped`)).body;
      expect(totals).toMatchObject({ contact_erased: 1 });
      expect((await letters()).filter(({ key }: { key: string }) => key === 'erased')).toHaveLength(2);
    });
    expect(mapped()).toHaveLength(before);
    const tables = await harness.database.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'directory'",
    );
    const inLetters = `SELECT 1 FROM directory.dead_letters WHERE position('erased@acme'::bytea IN value) > 0`;
    expect(await harness.database.query(inLetters)).toEqual([]);
    for (const { name } of tables) {
      const sql = `SELECT 1 FROM directory.${name} AS kept WHERE kept::text LIKE '%erased@acme%'`;
      expect([name, await harness.database.query(sql)]).toEqual([name, []]);
    }
  }, 30_000);

  it('are taken 500 at a time with a handful of statements', async () => {
    await save({ events: [{ event: 'Used', touchpoint: 'product.used' }] });
    const values = Array.from({ length: 500 }, (_, i) => {
      const subject = { userId: `many-${i}`, groupId: `group-${i % 40}` };
      const kinds = [
        { type: 'identify', traits: { name: `Many ${i}` } },
        { type: 'group', traits: { name: `Group ${i % 40}` } },
        { type: 'track', event: i % 2 ? 'Used' : `Unused ${i}` },
      ];
      return message({ ...subject, ...kinds[i % 3] });
    });
    const events = values.map((value, offset) => {
      const place = { topic, partition: 0, offset: String(offset), headers: {} };
      return decode({ ...place, ...record(value), value: Buffer.from(JSON.stringify(value)) }, topic, [
        contracts.segmentMessage,
      ])!;
    });
    const statements: string[] = [];
    await service.app.get(Transactions).run(async (transaction: Transaction) => {
      const query = transaction.query.bind(transaction);
      const counting = Object.assign(transaction, {
        query: (sql: string, parameters?: readonly unknown[]) => {
          statements.push(sql);
          return query(sql, parameters);
        },
        reject: (_: unknown, reason: string) => {
          throw new Error(reason);
        },
      });
      await service.app.get(MapWhenSegmentMessageReceived).handle(events, counting as never);
    });
    expect(statements.length).toBeLessThanOrEqual(14);
    const [counted] = await harness.database.query(
      `SELECT count(*)::int AS contacts FROM directory.contacts WHERE contact_id LIKE 'many-%'`,
    );
    expect(counted).toEqual({ contacts: 334 });
  }, 30_000);
});

describe('what had no effect', () => {
  it('is counted by event and reason, the most frequent first, and forgotten after a month', async () => {
    clock.advance(40 * DAY);
    const track = (event: string, rest: object = {}) => message({ type: 'track', userId: 'counted', event, ...rest });
    const old = { timestamp: '2026-01-01T00:00:00Z' };
    await save({ events: [{ event: 'Known', touchpoint: 'known' }] });
    await send(track('Rare'), track('Often'), track('Often'), track('Known', old), track('Known'));
    await passed('counted');
    const { body } = await call('GET', `${MAPPING}/unmapped?days=1`);
    expect(body.since).toBe('2026-04-10');
    expect(body.totals).toEqual({ mapped: 2, more_than_30_days_ago: 1, unmapped_event: 3 });
    expect(body.items).toMatchObject([
      { type: 'track', event: 'Often', reason: 'unmapped_event', messages: 2, lastAt: '2026-04-10T12:00:00.000Z' },
      { type: 'track', event: 'Known', reason: 'more_than_30_days_ago', messages: 1 },
      { type: 'track', event: 'Rare', reason: 'unmapped_event', messages: 1 },
    ]);
    expect((await call('GET', `${MAPPING}/unmapped?days=31`)).status).toBe(400);
    await service.app.get(ForgetCounts).run();
    const days = await harness.database.query('SELECT DISTINCT day::text FROM directory.segment_message_counts');
    expect(days).toEqual([{ day: '2026-04-10' }]);
  }, 30_000);

  it('is counted under one name, where a sender makes up more names than anybody reads', async () => {
    await harness.database.query(
      `INSERT INTO directory.segment_message_counts (day, type, event, became, messages, last_at)
       SELECT '2026-04-10', 'track', 'Made up ' || i, 'unmapped_event', 1, now() FROM generate_series(1, 5000) AS i`,
    );
    const track = (event: string) => message({ type: 'track', userId: 'many-names', event });
    await send(track('Made up 7'), track('New 1'), track('New 2'));
    await passed('many-names');
    const { items } = (await call('GET', `${MAPPING}/unmapped?days=1`)).body;
    const counted = Object.fromEntries(items.map((it: { event: string; messages: number }) => [it.event, it.messages]));
    expect(counted).toMatchObject({ 'Made up 7': 2, '(further events)': 2 });
    expect(counted).not.toHaveProperty('New 1');
  }, 30_000);
});
