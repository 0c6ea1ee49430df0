import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningKafka, startKafka } from './kafka.js';

const CREATE_TOPICS = { key: 19, version: 2 };
const PRODUCE = { key: 0, version: 3 };
const FETCH = { key: 1, version: 4 };

const i8 = (value: number) => Buffer.from([value]);
const i16 = (value: number) => Buffer.from([(value >> 8) & 255, value & 255]);
const i32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value | 0);
  return bytes;
};
const i64 = (value: number) => Buffer.concat([i32(value < 0 ? -1 : 0), i32(value)]);
const text = (value: string) => Buffer.concat([i16(value.length), Buffer.from(value)]);

/** One request in Kafka's own protocol (https://kafka.apache.org/protocol): libs/messaging alone may use a client library. */
async function ask(port: number, api: { key: number; version: number }, ...body: Buffer[]): Promise<Buffer> {
  const request = Buffer.concat([i16(api.key), i16(api.version), i32(1), i16(-1), ...body]);
  const socket = connect(port, '127.0.0.1');
  socket.write(Buffer.concat([i32(request.length), request]));
  let answer = Buffer.alloc(0);
  while (answer.length < 4 || answer.length < 4 + answer.readInt32BE(0)) {
    answer = Buffer.concat([answer, (await once(socket, 'data'))[0]]);
  }
  socket.destroy();
  return answer.subarray(8);
}

/** CRC-32C (Castagnoli), which a record batch carries. */
function crc32c(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc;
}

/** A batch of one record without a key; the value is short, so that each varint is one byte (twice the number). */
function batchOf(value: string): Buffer {
  const record = Buffer.concat([i8(0), i8(0), i8(0), i8(1), i8(value.length * 2), Buffer.from(value), i8(0)]);
  const noProducer = [i64(-1), i16(-1), i32(-1)];
  const sealed = Buffer.concat([
    ...[i16(0), i32(0), i64(0), i64(0), ...noProducer],
    ...[i32(1), i8(record.length * 2), record],
  ]);
  const batch = Buffer.concat([i32(-1), i8(2), i32(crc32c(sealed)), sealed]);
  return Buffer.concat([i64(0), i32(batch.length), batch]);
}

const NOT_LEADER = 6;

async function createTopic(port: number, topic: string): Promise<void> {
  const one = [text(topic), i32(1), i16(1), i32(0), i32(0)];
  const answer = await ask(port, CREATE_TOPICS, i32(1), ...one, i32(5_000), i8(0));
  expect(answer.readInt16BE(4 + 4 + 2 + topic.length)).toBe(0);
}

async function produce(port: number, topic: string, value: string): Promise<void> {
  const batch = batchOf(value);
  const one = [text(topic), i32(1), i32(0), i32(batch.length), batch];
  const produceOnce = async () => {
    const answer = await ask(port, PRODUCE, i16(-1), i16(-1), i32(5_000), i32(1), ...one);
    return answer.readInt16BE(4 + 2 + topic.length + 4 + 4);
  };
  // A topic is there a moment before its partition has a leader.
  let code = await produceOnce();
  for (let tries = 1; code === NOT_LEADER && tries < 50; tries++) {
    await sleep(100);
    code = await produceOnce();
  }
  expect(code).toBe(0);
}

async function consume(port: number, topic: string): Promise<string> {
  const one = [text(topic), i32(1), i32(0), i64(0), i32(65_536)];
  return (await ask(port, FETCH, i32(-1), i32(1_000), i32(1), i32(65_536), i8(0), i32(1), ...one)).toString('latin1');
}

describe('the embedded Kafka', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kafka-'));
  const unexpected: string[] = [];
  let kafka: RunningKafka;

  beforeAll(async () => {
    kafka = await startKafka({ dataDir, onUnexpectedEnd: (reason) => unexpected.push(reason.message) });
  }, 180_000);
  afterAll(async () => {
    await kafka.stop();
    rmSync(dataDir, { recursive: true });
  }, 30_000);

  it('gives back a record that was produced', async () => {
    await createTopic(kafka.port, 'answers');
    await produce(kafka.port, 'answers', 'promoter');
    expect(await consume(kafka.port, 'answers')).toContain('promoter');
  });

  it('keeps its records and its port through a restart', async () => {
    const { pid, brokers } = kafka;
    await kafka.restart();
    expect(kafka.pid).not.toBe(pid);
    expect(kafka.brokers).toBe(brokers);
    expect(await consume(kafka.port, 'answers')).toContain('promoter');
  }, 30_000);

  it('keeps its records when it is killed', async () => {
    await kafka.kill();
    expect(() => kafka.pid).toThrow('Apache Kafka is not running.');
    await kafka.restart();
    expect(await consume(kafka.port, 'answers')).toContain('promoter');
    expect(unexpected).toEqual([]);
  }, 30_000);

  it('tells when it ends without having been asked to', async () => {
    process.kill(kafka.pid, 'SIGKILL');
    while (unexpected.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(unexpected[0]).toMatch(/^Apache Kafka ended by itself; see .*kafka\.log, which ends with:\n/);
    await kafka.restart();
  }, 30_000);

  it('refuses a second start on the same data', async () => {
    await expect(startKafka({ dataDir })).rejects.toThrow(`Apache Kafka is already running in ${dataDir}`);
  });

  describe('whose data are damaged', () => {
    const broken = mkdtempSync(join(tmpdir(), 'kafka-'));
    const log = join(broken, 'log');

    beforeAll(async () => {
      await startKafka({ dataDir: broken }).then((server) => server.stop());
      cpSync(log, `${log}.whole`, { recursive: true });
    }, 30_000);
    beforeEach(() => {
      rmSync(log, { recursive: true });
      cpSync(`${log}.whole`, log, { recursive: true });
    });
    afterAll(() => rmSync(broken, { recursive: true }));

    it.each([
      ['meta.properties', ''],
      ['bootstrap.checkpoint', 'garbage'],
      ['__cluster_metadata-0/quorum-state', '{garbage'],
    ])(
      'in %s names the folder and the way out',
      async (name, content) => {
        writeFileSync(join(log, name), content);
        await expect(startKafka({ dataDir: broken })).rejects.toThrow(
          new RegExp(`^The data of Apache Kafka in ${broken} cannot be used \\(.+\\): \`npm start -- --fresh\``),
        );
      },
      30_000,
    );

    it('begins anew when told to', async () => {
      rmSync(join(log, 'meta.properties'));
      await startKafka({ dataDir: broken, fresh: true }).then((server) => server.stop());
    }, 30_000);
  });
});
