import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { contracts } from '#contracts';
import { eventually, Harness, journeyEvent, probe, testEnvironment } from '#testing';
import { findJava } from '../../deploy/local/stack/java.js';
import { kafkaJars } from '../../deploy/local/stack/kafka-jars.js';

let harness: Harness;

beforeAll(async () => {
  harness = await Harness.start(['probe']);
  await harness.run(probe());
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

/** Sends records as a CRM written in Java does: with Kafka's own producer, which compresses whole batches. */
async function sendFromJava(codec: string, ids: readonly string[]): Promise<void> {
  const java = await findJava();
  const libs = await kafkaJars(() => {});
  const properties = [`compression.type=${codec}`, 'linger.ms=200', 'batch.size=500000'].flatMap((property) => [
    '--producer-property',
    property,
  ]);
  const parse = ['parse.key=true', 'parse.headers=true'].flatMap((property) => ['--property', property]);
  const child = spawn(
    java.command,
    [
      ...['-cp', join(libs, '*'), 'org.apache.kafka.tools.ConsoleProducer'],
      ...['--bootstrap-server', testEnvironment().brokers.join(',')],
      ...['--topic', harness.topicPrefix + contracts.journeyEventRecorded.topic],
      ...properties,
      ...parse,
    ],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  let complaints = '';
  child.stderr.on('data', (data) => {
    complaints += data;
  });
  for (const id of ids) {
    const headers = `ce_specversion:1.0,ce_id:${id},ce_source:/java,ce_type:${contracts.journeyEventRecorded.type}`;
    // A batch of more than 64 KiB has several blocks in each codec's framing.
    const event = { ...journeyEvent(`c-${id}`), attributes: { note: `${id} `.repeat(60) } };
    child.stdin.write(`${headers}\tc-${id}\t${JSON.stringify(event)}\n`);
  }
  child.stdin.end();
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the Java producer failed: ${complaints}`);
}

describe('records of a Java producer', () => {
  it.each(['gzip', 'snappy', 'lz4', 'zstd'])(
    'are read when compressed with %s',
    async (codec) => {
      const ids = Array.from({ length: 300 }, (_, index) => `${codec}-${index}`);
      await sendFromJava(codec, ids);
      await eventually(async () => {
        const rows = await harness.database.query('SELECT event_id FROM probe.effects WHERE event_id LIKE $1', [
          `${codec}-%`,
        ]);
        expect(rows).toHaveLength(300);
      }, 30_000);
      expect(await harness.database.query('SELECT reason FROM probe.dead_letters')).toEqual([]);
    },
    60_000,
  );
});
