import { DataSource } from 'typeorm';
import { contracts, DEAD_LETTER_TOPIC, payloadToBinary } from '#contracts';
import { eventually, Harness, journeyEvent, NoteJourneyEvent, probe, testEnvironment } from '#testing';
import type { ConsumeTransaction } from './consuming/consumer.js';
import { UnprocessableEvent } from './consuming/errors.js';
import { type PlainRecord, toRecord } from './kafka/records.js';
import { Messaging } from './messaging.js';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const fail = (error: Error) => {
  throw error;
};

const topic = contracts.journeyEventRecorded.topic;
const record = (contactId: string, id: string, touchpoint?: string): PlainRecord =>
  toRecord(contracts.journeyEventRecorded, journeyEvent(contactId, touchpoint), { id });
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

let harness: Harness;
let misbehave: NonNullable<Parameters<typeof probe>[0]> = () => {};

const effects = async (like: string) =>
  (
    await harness.database.query<{ event_id: string }>(
      'SELECT event_id FROM probe.effects WHERE event_id LIKE $1 ORDER BY seq',
      [like],
    )
  ).map((row) => row.event_id);
const call = (method: string, path: string, body?: unknown) =>
  harness.call(harness.services[0]!, method, `/v1/operations/probe/${path}`, body);
const parkedKeys = async () =>
  (await call('GET', 'parked-keys')).body as { key: string; waiting: number; lastError: string }[];

beforeAll(async () => {
  harness = await Harness.start(['probe']);
  await harness.run(probe((events, transaction) => misbehave(events, transaction)));
}, 60_000);
beforeEach(() => {
  misbehave = () => {};
});
afterAll(() => harness?.stop(), 30_000);

describe('a consumer', () => {
  it('changes nothing when a whole batch is delivered again', async () => {
    const batch = ids('again', 1200).map((id, index) => record(`c${index % 50}`, id));
    await harness.send(topic, ...batch);
    await eventually(async () => expect(await effects('again-%')).toHaveLength(1200));
    await harness.send(topic, ...batch);
    // Another group reads everything from the beginning, with the same inbox: what a lost offset does.
    const dataSource = harness.services[0]!.app.get(DataSource);
    const options = {
      service: 'again',
      brokers: testEnvironment().brokers,
      topicPrefix: harness.topicPrefix,
      sessionTimeoutMs: 6_000,
    };
    const again = new Messaging(dataSource, { ...options, onFatal: fail }, silent);
    const seen: string[] = [];
    await again.start([new NoteJourneyEvent((events) => void seen.push(...events.map(({ id }) => id)))]);
    await eventually(async () => expect((await again.lag())['note-journey-event']).toBe(0));
    await again.stop();
    expect(seen).toEqual([]);
    expect(await effects('again-%')).toHaveLength(1200);
  }, 60_000);

  it('drops a repetition inside one batch', async () => {
    await harness.send(topic, record('c1', 'twin'), record('c1', 'twin'), record('c1', 'twin-end'));
    await eventually(async () => expect(await effects('twin-end')).toHaveLength(1));
    expect(await effects('twin')).toHaveLength(1);
  }, 30_000);

  it('keeps the order of a key', async () => {
    const sent = ids('order', 700);
    await harness.send(topic, ...sent.map((id) => record('c-order', id)));
    await eventually(async () => expect(await effects('order-%')).toEqual(sent));
  }, 30_000);

  it('publishes what followed with the chain of causes', async () => {
    const decisions = await harness.published(contracts.decisionMade);
    await harness.send(topic, record('c-chain', 'chain-1'));
    const { record: decision } = await eventually(() => {
      const found = decisions().find(({ data }) => data.journeyEventId === 'chain-1');
      expect(found).toBeDefined();
      return found!;
    });
    expect(decision.headers).toMatchObject({
      ce_correlationid: 'chain-1',
      ce_causationid: 'chain-1',
      ce_specversion: '1.0',
    });
    expect(decision.headers.ce_lineage).toMatch(/^rapport\.crm\.v1\.JourneyEventRecorded\/chain-1\//);
    expect(decision.key).toBe('c-chain');
  }, 30_000);

  it('parks the key of a poison record and nobody else, and catches up in order once it is mended', async () => {
    misbehave = (events) => {
      if (events.some(({ id }) => id === 'poison-1')) throw new TypeError('cannot read properties of undefined');
    };
    await harness.send(topic, ...['poison-0', 'poison-1', 'poison-2'].map((id) => record('c-poison', id)));
    await harness.send(topic, ...ids('healthy', 40).map((id, index) => record(`h${index}`, id)));
    await eventually(async () => expect(await effects('healthy-%')).toHaveLength(40));
    await eventually(async () =>
      expect(await parkedKeys()).toEqual([
        expect.objectContaining({ key: 'c-poison', waiting: 2, lastError: expect.stringContaining('TypeError') }),
      ]),
    );
    expect(await effects('poison-%')).toEqual(['poison-0']);
    misbehave = () => {};
    const answer = await call('POST', 'parked-keys/retry', { consumer: 'note-journey-event', key: 'c-poison' });
    expect(answer.status).toBe(202);
    await eventually(async () => expect(await effects('poison-%')).toEqual(['poison-0', 'poison-1', 'poison-2']));
    expect(await parkedKeys()).toEqual([]);
  }, 60_000);

  it('is not silenced by a TypeError', async () => {
    misbehave = () => {
      throw new TypeError('every event fails');
    };
    await harness.send(topic, record('c-type', 'type-1'));
    await eventually(async () => expect((await parkedKeys()).map(({ key }) => key)).toContain('c-type'));
    misbehave = () => {};
    await harness.send(topic, record('c-other', 'type-2'));
    await eventually(async () => expect(await effects('type-2')).toHaveLength(1));
    await call('POST', 'parked-keys/retry', { consumer: 'note-journey-event', key: 'c-type' });
    await eventually(async () => expect(await effects('type-1')).toHaveLength(1));
  }, 30_000);

  it('tries again without parking while a dependency is away', async () => {
    let failures = 0;
    misbehave = async (events, transaction) => {
      if (events.some(({ id }) => id === 'away-1') && failures++ < 3)
        await transaction.query(`SELECT pg_terminate_backend(pg_backend_pid())`);
    };
    await harness.send(topic, record('c-away', 'away-1'));
    await eventually(async () => expect(await effects('away-1')).toHaveLength(1));
    expect(failures).toBe(4);
    expect((await parkedKeys()).map(({ key }) => key)).not.toContain('c-away');
  }, 30_000);
});

describe('a dead letter', () => {
  const letters = async (): Promise<{ id: string; reason: string; field: string; key: string }[]> =>
    (await call('GET', 'dead-letters?limit=200')).body.items;
  const letterOf = (key: string) =>
    eventually(async () => {
      const found = (await letters()).find((letter) => letter.key === key);
      expect(found).toBeDefined();
      return found!;
    });

  const good = record('x', 'x');
  const bad: [string, PlainRecord, string][] = [
    ['a value that is not JSON', { ...good, key: 'bad-json', value: '{"contactId":' }, 'value'],
    ['an empty value', { ...good, key: 'bad-null', value: null }, 'value'],
    [
      'an unknown type',
      { ...good, key: 'bad-type', headers: { ...good.headers, ce_type: 'rapport.crm.v1.Unheard' } },
      'type',
    ],
    ['no event id', { ...good, key: 'bad-id', headers: { ...good.headers, ce_id: '' } }, 'id'],
    [
      'another content type',
      { ...good, key: 'bad-content', headers: { ...good.headers, 'content-type': 'text/xml' } },
      'content-type',
    ],
    [
      'a missing field',
      { ...record('bad-field', 'bad-field'), value: JSON.stringify({ contactId: 'bad-field', touchpoint: 't' }) },
      'occurredAt',
    ],
    ['a key that is not its contact', { ...record('somebody', 'bad-key'), key: 'bad-key' }, 'key'],
    ['the character U+0000', { ...record('bad-nul', 'bad-nul', 'a\0b') }, 'touchpoint'],
    [
      'bytes that are no protobuf',
      { ...good, key: 'bad-proto', headers: { ...good.headers, 'content-type': 'application/protobuf' } },
      '',
    ],
  ];

  it.each(bad)(
    'is made of a record with %s, and names the field',
    async (_, sent, field) => {
      await harness.send(topic, sent);
      const letter = await letterOf(sent.key!);
      expect(letter.field ?? '').toBe(field);
      expect(letter.reason).not.toBe('');
    },
    30_000,
  );

  it('is made of a record without a key', async () => {
    await harness.send(topic, { ...record('c-keyless', 'keyless'), key: null });
    await eventually(async () =>
      expect(await letters()).toContainEqual(expect.objectContaining({ key: null, field: 'key' })),
    );
  }, 30_000);

  it('lies on the dead-letter topic with reason, consumer, key, position and original headers', async () => {
    const dead = await harness.records.collect([DEAD_LETTER_TOPIC]);
    await harness.send(topic, {
      ...good,
      key: 'dead-topic',
      value: 'nonsense',
      headers: { ...good.headers, colour: 'red' },
    });
    const letter = await eventually(() => {
      const found = dead.find(({ key }) => key === 'dead-topic');
      expect(found).toBeDefined();
      return found!;
    });
    expect(letter.value!.toString()).toBe('nonsense');
    expect(letter.headers).toMatchObject({
      colour: 'red',
      'dead-letter-consumer': 'note-journey-event',
      'dead-letter-field': 'value',
      'dead-letter-position': expect.stringMatching(/journey-events\.v1\/\d\/\d+$/),
    });
  }, 30_000);

  it('is made of a record with an endless key, and the partition goes on', async () => {
    const long = 'k'.repeat(5_000);
    await harness.send(topic, record(long, 'long-key'));
    await eventually(async () =>
      expect(await letters()).toContainEqual(expect.objectContaining({ field: 'key', key: long })),
    );
    await harness.send(topic, record('c-after', 'after-long'));
    await eventually(async () => expect(await effects('after-long')).toHaveLength(1));
  }, 30_000);

  it('says nothing of what was in the value', async () => {
    await harness.send(topic, { ...good, key: 'bad-private', value: '{"email":jo@private.example}' });
    expect(JSON.stringify(await letterOf('bad-private'))).not.toContain('private.example');
  }, 30_000);

  it('of a refused record has one effect, however often it was sent and is replayed', async () => {
    const unknown = {
      ...record('c-twice', 'twice-1'),
      headers: { ...record('c-twice', 'twice-1').headers, ce_id: 'twice-1' },
    };
    const refused = { ...unknown, headers: { ...unknown.headers, ce_type: 'rapport.crm.v1.NotYet' } };
    await harness.send(topic, refused, refused);
    const both = await eventually(async () => {
      const found = (await letters()).filter(({ key }) => key === 'c-twice');
      expect(found).toHaveLength(2);
      return found;
    });
    // A later release knows the type.
    await harness.database.query(
      `UPDATE probe.dead_letters SET headers = headers || jsonb_build_object('ce_type', $1::text) WHERE key = 'c-twice'`,
      [contracts.journeyEventRecorded.type],
    );
    for (const { id } of both) await call('POST', `dead-letters/${id}/replay`);
    await harness.send(topic, record('c-twice', 'twice-2'));
    await eventually(async () => expect(await effects('twice-2')).toHaveLength(1));
    expect(await effects('twice-1')).toHaveLength(1);
  }, 30_000);

  it('is made of a parked event that failed for the last time', async () => {
    misbehave = (events) => {
      if (events.some(({ id }) => id === 'hopeless-1')) throw new TypeError('never works');
    };
    await harness.send(topic, record('c-hopeless', 'hopeless-1'), record('c-hopeless', 'hopeless-2'));
    await eventually(async () => expect((await parkedKeys()).map(({ key }) => key)).toContain('c-hopeless'));
    await harness.database.query(`UPDATE probe.parked_keys SET attempts = 5 WHERE key = 'c-hopeless'`);
    await call('POST', 'parked-keys/retry', { consumer: 'note-journey-event', key: 'c-hopeless' });
    expect((await letterOf('c-hopeless')).reason).toContain('failed 6 times');
    await eventually(async () => expect(await effects('hopeless-%')).toEqual(['hopeless-2']));
  }, 30_000);

  it('takes only the unprocessable event out of its chunk', async () => {
    misbehave = (events) => {
      if (events.some(({ id }) => id === 'split-7'))
        throw new UnprocessableEvent('touchpoint is not ours', 'touchpoint');
    };
    await harness.send(topic, ...ids('split', 30).map((id) => record(`s-${id}`, id)));
    await eventually(async () => expect(await effects('split-%')).toHaveLength(29));
    expect(await letterOf('s-split-7')).toMatchObject({ field: 'touchpoint', reason: 'touchpoint is not ours' });
  }, 30_000);

  it('is replayed over REST, once', async () => {
    misbehave = (events, transaction: ConsumeTransaction<never>) => {
      for (const event of events)
        if (event.id === 'replay-1') transaction.reject(event as never, 'not today', 'touchpoint');
    };
    await harness.send(topic, record('c-replay', 'replay-1'));
    const letter = await letterOf('c-replay');
    await harness.database.query(`DELETE FROM probe.effects WHERE event_id = 'replay-1'`);
    misbehave = () => {};
    expect((await call('POST', `dead-letters/${letter.id}/replay`)).status).toBe(202);
    await eventually(async () => expect(await effects('replay-1')).toHaveLength(1));
    expect((await call('POST', `dead-letters/${letter.id}/replay`)).status).toBe(404);
    expect((await call('GET', `dead-letters/${letter.id}`)).body.text).toContain('c-replay');
  }, 30_000);
});

describe('an event from outside', () => {
  const event = journeyEvent('c-form');

  it('may be a structured CloudEvent', async () => {
    const value = {
      specversion: '1.0',
      id: 'form-structured',
      source: '/crm',
      type: contracts.journeyEventRecorded.type,
      data: event,
    };
    await harness.send(topic, {
      key: 'c-form',
      value: JSON.stringify(value),
      headers: { 'content-type': 'application/cloudevents+json' },
    });
    await eventually(async () => expect(await effects('form-structured')).toHaveLength(1));
  }, 30_000);

  it('may be protobuf', async () => {
    const headers = { ...record('c-form', 'form-proto').headers, 'content-type': 'application/protobuf' };
    const value = Buffer.from(payloadToBinary(contracts.journeyEventRecorded, event));
    await harness.send(topic, { key: 'c-form', value, headers });
    await eventually(async () => expect(await effects('form-proto')).toHaveLength(1));
  }, 30_000);
});

describe('the relay', () => {
  it('leads to one effect when it dies between send and commit', async () => {
    const decisions = await harness.published(contracts.decisionMade);
    // A deferred trigger holds the first commit up after the records are sent; then the relay's connection is cut.
    await harness.database.query(`
      CREATE SEQUENCE probe.commits;
      GRANT USAGE ON SEQUENCE probe.commits TO rapport_probe;
      CREATE FUNCTION probe.hold() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN IF nextval(''probe.commits'') = 1 THEN PERFORM pg_sleep(20); END IF; RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER hold AFTER DELETE ON probe.outbox
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION probe.hold()`);
    await harness.send(topic, record('c-relay', 'relay-1'));
    const sent = () => decisions().filter(({ data }) => data.journeyEventId === 'relay-1');
    await eventually(() => expect(sent()).toHaveLength(1));
    const [cut] = await harness.database.query<{ connections: number }>(
      `SELECT count(pg_terminate_backend(pid))::int AS connections FROM pg_stat_activity
       WHERE datname = current_database() AND query = 'COMMIT' AND state = 'active'`,
    );
    expect(cut).toEqual({ connections: 1 });
    await eventually(() => expect(sent()).toHaveLength(2));
    expect(new Set(sent().map((decision) => decision.record.headers.ce_id)).size).toBe(1);
    const [left] = await harness.database.query('SELECT count(*)::int AS rows FROM probe.outbox');
    expect(left).toEqual({ rows: 0 });
  }, 60_000);
});
