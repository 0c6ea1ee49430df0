import { DataSource } from 'typeorm';
import { contracts, payloadToBinary } from '#contracts';
import { eventually, journeyEvent, journeyRecord, NoteJourneyEvent, ProbeBench, testEnvironment } from '#testing';
import { Messaging } from './messaging.js';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const fail = (error: Error) => {
  throw error;
};

const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
let bench: ProbeBench;

beforeAll(async () => {
  bench = await ProbeBench.start();
}, 60_000);
beforeEach(() => {
  bench.misbehave = () => {};
});
afterAll(() => bench?.harness.stop(), 30_000);

describe('a consumer', () => {
  it('changes nothing when a whole batch is delivered again', async () => {
    const batch = ids('again', 1200).map((id, index) => journeyRecord(`c${index % 50}`, id));
    await bench.send(...batch);
    await eventually(async () => expect(await bench.effects('again-%')).toHaveLength(1200));
    await bench.send(...batch);
    // Another group reads everything from the beginning, with the same inbox: what a lost offset does.
    const dataSource = bench.service.app.get(DataSource);
    const options = {
      service: 'again',
      brokers: testEnvironment().brokers,
      topicPrefix: bench.harness.topicPrefix,
      sessionTimeoutMs: 6_000,
    };
    const again = new Messaging(dataSource, { ...options, onFatal: fail }, silent);
    const seen: string[] = [];
    await again.start([new NoteJourneyEvent((events) => void seen.push(...events.map(({ id }) => id)))]);
    await eventually(async () => expect((await again.lag())['note-journey-event']).toBe(0));
    await again.stop();
    expect(seen).toEqual([]);
    expect(await bench.effects('again-%')).toHaveLength(1200);
  }, 60_000);

  it('drops a repetition inside one batch', async () => {
    await bench.send(journeyRecord('c1', 'twin'), journeyRecord('c1', 'twin'), journeyRecord('c1', 'twin-end'));
    await eventually(async () => expect(await bench.effects('twin-end')).toHaveLength(1));
    expect(await bench.effects('twin')).toHaveLength(1);
  }, 30_000);

  it('keeps the order of a key', async () => {
    const sent = ids('order', 700);
    await bench.send(...sent.map((id) => journeyRecord('c-order', id)));
    await eventually(async () => expect(await bench.effects('order-%')).toEqual(sent));
  }, 30_000);

  it('publishes what followed with the chain of causes', async () => {
    const decisions = await bench.harness.published(contracts.decisionMade);
    await bench.send(journeyRecord('c-chain', 'chain-1'));
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
    bench.misbehave = (events) => {
      if (events.some(({ id }) => id === 'poison-1')) throw new TypeError('cannot read properties of undefined');
    };
    await bench.send(...['poison-0', 'poison-1', 'poison-2'].map((id) => journeyRecord('c-poison', id)));
    await bench.send(...ids('healthy', 40).map((id, index) => journeyRecord(`h${index}`, id)));
    await eventually(async () => expect(await bench.effects('healthy-%')).toHaveLength(40));
    await eventually(async () =>
      expect(await bench.parkedKeys()).toEqual([
        expect.objectContaining({ key: 'c-poison', waiting: 2, lastError: expect.stringContaining('TypeError') }),
      ]),
    );
    expect(await bench.effects('poison-%')).toEqual(['poison-0']);
    bench.misbehave = () => {};
    const answer = await bench.operate('POST', 'parked-keys/retry', {
      consumer: 'note-journey-event',
      key: 'c-poison',
    });
    expect(answer.status).toBe(202);
    await eventually(async () => expect(await bench.effects('poison-%')).toEqual(['poison-0', 'poison-1', 'poison-2']));
    expect(await bench.parkedKeys()).toEqual([]);
  }, 60_000);

  it('is not silenced by a TypeError', async () => {
    bench.misbehave = () => {
      throw new TypeError('every event fails');
    };
    await bench.send(journeyRecord('c-type', 'type-1'));
    await eventually(async () => expect((await bench.parkedKeys()).map(({ key }) => key)).toContain('c-type'));
    bench.misbehave = () => {};
    await bench.send(journeyRecord('c-other', 'type-2'));
    await eventually(async () => expect(await bench.effects('type-2')).toHaveLength(1));
    await bench.operate('POST', 'parked-keys/retry', { consumer: 'note-journey-event', key: 'c-type' });
    await eventually(async () => expect(await bench.effects('type-1')).toHaveLength(1));
  }, 30_000);

  it('tries again without parking while a dependency is away', async () => {
    let failures = 0;
    bench.misbehave = async (events, transaction) => {
      if (events.some(({ id }) => id === 'away-1') && failures++ < 3)
        await transaction.query(`SELECT pg_terminate_backend(pg_backend_pid())`);
    };
    await bench.send(journeyRecord('c-away', 'away-1'));
    await eventually(async () => expect(await bench.effects('away-1')).toHaveLength(1));
    expect(failures).toBe(4);
    expect((await bench.parkedKeys()).map(({ key }) => key)).not.toContain('c-away');
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
    await bench.send({
      key: 'c-form',
      value: JSON.stringify(value),
      headers: { 'content-type': 'application/cloudevents+json' },
    });
    await eventually(async () => expect(await bench.effects('form-structured')).toHaveLength(1));
  }, 30_000);

  it('may be protobuf', async () => {
    const headers = { ...journeyRecord('c-form', 'form-proto').headers, 'content-type': 'application/protobuf' };
    const value = Buffer.from(payloadToBinary(contracts.journeyEventRecorded, event));
    await bench.send({ key: 'c-form', value, headers });
    await eventually(async () => expect(await bench.effects('form-proto')).toHaveLength(1));
  }, 30_000);
});

describe('the relay', () => {
  it('leads to one effect when it dies between send and commit', async () => {
    const decisions = await bench.harness.published(contracts.decisionMade);
    // A deferred trigger holds the first commit up after the records are sent; then the relay's connection is cut.
    await bench.harness.database.query(`
      CREATE SEQUENCE probe.commits;
      GRANT USAGE ON SEQUENCE probe.commits TO rapport_probe;
      CREATE FUNCTION probe.hold() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN IF nextval(''probe.commits'') = 1 THEN PERFORM pg_sleep(20); END IF; RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER hold AFTER DELETE ON probe.outbox
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION probe.hold()`);
    await bench.send(journeyRecord('c-relay', 'relay-1'));
    const sent = () => decisions().filter(({ data }) => data.journeyEventId === 'relay-1');
    await eventually(() => expect(sent()).toHaveLength(1));
    const [cut] = await bench.harness.database.query<{ connections: number }>(
      `SELECT count(pg_terminate_backend(pid))::int AS connections FROM pg_stat_activity
       WHERE datname = current_database() AND query = 'COMMIT' AND state = 'active'`,
    );
    expect(cut).toEqual({ connections: 1 });
    await eventually(() => expect(sent()).toHaveLength(2));
    expect(new Set(sent().map((decision) => decision.record.headers.ce_id)).size).toBe(1);
    const [left] = await bench.harness.database.query('SELECT count(*)::int AS rows FROM probe.outbox');
    expect(left).toEqual({ rows: 0 });
  }, 60_000);
});
