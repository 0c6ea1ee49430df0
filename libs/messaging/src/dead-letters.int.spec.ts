import { contracts, DEAD_LETTER_TOPIC, payloadToBinary } from '#contracts';
import { eventually, journeyEvent, journeyRecord, ProbeBench } from '#testing';
import type { ConsumeTransaction } from './consuming/consumer.js';
import { UnprocessableEvent } from './consuming/errors.js';
import type { PlainRecord } from './kafka/records.js';

const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
let bench: ProbeBench;

beforeAll(async () => {
  bench = await ProbeBench.start();
}, 60_000);
beforeEach(() => {
  bench.misbehave = () => {};
});
afterAll(() => bench?.harness.stop(), 30_000);

describe('a dead letter', () => {
  const letterOf = (key: string) =>
    eventually(async () => {
      const found = (await bench.deadLetters()).find((letter) => letter.key === key);
      expect(found).toBeDefined();
      return found!;
    });

  const good = journeyRecord('x', 'x');
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
      {
        ...journeyRecord('bad-field', 'bad-field'),
        value: JSON.stringify({ contactId: 'bad-field', touchpoint: 't' }),
      },
      'occurredAt',
    ],
    ['a key that is not its contact', { ...journeyRecord('somebody', 'bad-key'), key: 'bad-key' }, 'key'],
    ['the character U+0000', { ...journeyRecord('bad-nul', 'bad-nul', 'a\0b') }, 'touchpoint'],
    ['an id of 3,000 characters', { ...journeyRecord('bad-long-id', 'x'.repeat(3_000)) }, 'id'],
    [
      'white space in its source',
      { ...good, key: 'bad-source', headers: { ...good.headers, ce_source: 'a b' } },
      'source',
    ],
    [
      'U+0000 in protobuf',
      {
        key: 'bad-proto-nul',
        value: Buffer.from(payloadToBinary(contracts.journeyEventRecorded, journeyEvent('bad-proto-nul', 'a\0b'))),
        headers: { ...good.headers, 'content-type': 'application/protobuf' },
      },
      'touchpoint',
    ],
    [
      'the bytes of a schema registry',
      { ...good, key: 'bad-avro', value: Buffer.from([0, 0, 0, 0, 7, 2, 4]) },
      'value',
    ],
    ['a value of 900 KiB that is not JSON', { ...good, key: 'bad-large', value: 'x'.repeat(900 * 1024) }, 'value'],
    [
      'bytes that are no protobuf',
      { ...good, key: 'bad-proto', headers: { ...good.headers, 'content-type': 'application/protobuf' } },
      '',
    ],
  ];

  it.each(bad)(
    'is made of a record with %s, and names the field',
    async (_, sent, field) => {
      await bench.send(sent);
      const letter = await letterOf(sent.key!);
      expect(letter.field ?? '').toBe(field);
      expect(letter.reason).not.toBe('');
    },
    30_000,
  );

  it('is made of a record without a key', async () => {
    await bench.send({ ...journeyRecord('c-keyless', 'keyless'), key: null });
    await eventually(async () =>
      expect(await bench.deadLetters()).toContainEqual(expect.objectContaining({ key: null, field: 'key' })),
    );
  }, 30_000);

  it('is told of on the dead-letter topic with reason, consumer, key, position and original headers, never with its value', async () => {
    const dead = await bench.harness.records.collect([DEAD_LETTER_TOPIC]);
    await bench.send({
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
    expect(letter.value).toBeNull();
    expect((await bench.operate('GET', `dead-letters/${letter.headers['dead-letter-id']}`)).body.text).toBe('nonsense');
    expect(letter.headers).toMatchObject({
      colour: 'red',
      'dead-letter-consumer': 'note-journey-event',
      'dead-letter-field': 'value',
      'dead-letter-position': expect.stringMatching(/journey-events\.v1\/\d\/\d+$/),
    });
  }, 30_000);

  it('is made of a record with an endless key, and the partition goes on', async () => {
    const long = 'k'.repeat(5_000);
    await bench.send(journeyRecord(long, 'long-key'));
    await eventually(async () =>
      expect(await bench.deadLetters()).toContainEqual(expect.objectContaining({ field: 'key', key: long })),
    );
    await bench.send(journeyRecord('c-after', 'after-long'));
    await eventually(async () => expect(await bench.effects('after-long')).toHaveLength(1));
  }, 30_000);

  it('says nothing of what was in the value', async () => {
    await bench.send({ ...good, key: 'bad-private', value: '{"email":jo@private.example}' });
    expect(JSON.stringify(await letterOf('bad-private'))).not.toContain('private.example');
  }, 30_000);

  it('of a refused record has one effect, however often it was sent and is replayed', async () => {
    const unknown = {
      ...journeyRecord('c-twice', 'twice-1'),
      headers: { ...journeyRecord('c-twice', 'twice-1').headers, ce_id: 'twice-1' },
    };
    const refused = { ...unknown, headers: { ...unknown.headers, ce_type: 'rapport.crm.v1.NotYet' } };
    await bench.send(refused, refused);
    const both = await eventually(async () => {
      const found = (await bench.deadLetters()).filter(({ key }) => key === 'c-twice');
      expect(found).toHaveLength(2);
      return found;
    });
    // A later release knows the type.
    await bench.harness.database.query(
      `UPDATE probe.dead_letters SET headers = headers || jsonb_build_object('ce_type', $1::text) WHERE key = 'c-twice'`,
      [contracts.journeyEventRecorded.type],
    );
    for (const { id } of both) await bench.operate('POST', `dead-letters/${id}/replay`);
    await bench.send(journeyRecord('c-twice', 'twice-2'));
    await eventually(async () => expect(await bench.effects('twice-2')).toHaveLength(1));
    expect(await bench.effects('twice-1')).toHaveLength(1);
  }, 30_000);

  it('is made of a parked event that failed for the last time', async () => {
    bench.misbehave = (events) => {
      if (events.some(({ id }) => id === 'hopeless-1')) throw new TypeError('never works');
    };
    await bench.send(journeyRecord('c-hopeless', 'hopeless-1'), journeyRecord('c-hopeless', 'hopeless-2'));
    await eventually(async () => expect((await bench.parkedKeys()).map(({ key }) => key)).toContain('c-hopeless'));
    await bench.harness.database.query(`UPDATE probe.parked_keys SET attempts = 5 WHERE key = 'c-hopeless'`);
    await bench.operate('POST', 'parked-keys/retry', { consumer: 'note-journey-event', key: 'c-hopeless' });
    expect((await letterOf('c-hopeless')).reason).toContain('failed 6 times');
    await eventually(async () => expect(await bench.effects('hopeless-%')).toEqual(['hopeless-2']));
  }, 30_000);

  it('takes only the unprocessable event out of its chunk', async () => {
    bench.misbehave = (events) => {
      if (events.some(({ id }) => id === 'split-7'))
        throw new UnprocessableEvent('touchpoint is not ours', 'touchpoint');
    };
    await bench.send(...ids('split', 30).map((id) => journeyRecord(`s-${id}`, id)));
    await eventually(async () => expect(await bench.effects('split-%')).toHaveLength(29));
    expect(await letterOf('s-split-7')).toMatchObject({ field: 'touchpoint', reason: 'touchpoint is not ours' });
  }, 30_000);

  it('is replayed over REST, once', async () => {
    bench.misbehave = (events, transaction: ConsumeTransaction<never>) => {
      for (const event of events)
        if (event.id === 'replay-1') transaction.reject(event as never, 'not today', 'touchpoint');
    };
    await bench.send(journeyRecord('c-replay', 'replay-1'));
    const letter = await letterOf('c-replay');
    await bench.harness.database.query(`DELETE FROM probe.effects WHERE event_id = 'replay-1'`);
    bench.misbehave = () => {};
    expect((await bench.operate('POST', `dead-letters/${letter.id}/replay`)).status).toBe(202);
    await eventually(async () => expect(await bench.effects('replay-1')).toHaveLength(1));
    expect((await bench.operate('POST', `dead-letters/${letter.id}/replay`)).status).toBe(404);
    expect((await bench.operate('GET', `dead-letters/${letter.id}`)).body.text).toContain('c-replay');
  }, 30_000);
});
