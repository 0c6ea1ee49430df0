import { setTimeout as sleep } from 'node:timers/promises';
import { contracts } from '#contracts';
import { toRecord } from '#messaging';
import { eventually, journeyEvent, probe } from '#testing';
import { type OwnStack, startOwnStack } from './own-stack.js';

const topic = contracts.journeyEventRecorded.topic;
let stack: OwnStack;

beforeAll(async () => {
  stack = await startOwnStack(['probe']);
  await stack.harness.run(probe());
}, 120_000);
afterAll(() => stack?.stop(), 60_000);

/** Sends events one after the other until told to stop; returns how many were sent. */
function sendSteadily(prefix: string): () => Promise<number> {
  let stopping = false;
  const sending = (async () => {
    let sent = 0;
    for (; !stopping; sent++) {
      const record = toRecord(contracts.journeyEventRecorded, journeyEvent(`c-${sent % 20}`), {
        id: `${prefix}-${sent}`,
      });
      await stack.harness.send(topic, record);
      await sleep(5);
    }
    return sent;
  })();
  return () => {
    stopping = true;
    return sending;
  };
}

async function effects(prefix: string): Promise<{ total: number; different: number }> {
  const [row] = await stack.harness.database.query<{ total: number; different: number }>(
    `SELECT count(*)::int AS total, count(DISTINCT event_id)::int AS different FROM probe.effects WHERE event_id LIKE $1`,
    [`${prefix}-%`],
  );
  return row!;
}

async function expectExactly(prefix: string, sent: number): Promise<void> {
  const decisions = await stack.harness.published(contracts.decisionMade);
  await eventually(async () => expect(await effects(prefix)).toEqual({ total: sent, different: sent }), 60_000);
  await eventually(() => {
    const published = decisions().filter(({ data }) => data.journeyEventId.startsWith(prefix));
    expect(new Set(published.map(({ record }) => record.headers.ce_id)).size).toBe(sent);
  }, 60_000);
}

describe('a dependency that goes away', () => {
  it('loses nothing and doubles nothing when the database is away for 10 seconds', async () => {
    const stopSending = sendSteadily('database');
    await sleep(1_000);
    await stack.postgres.kill();
    await sleep(10_000);
    await stack.postgres.restart();
    await sleep(1_000);
    const sent = await stopSending();
    expect(sent).toBeGreaterThan(500);
    await expectExactly('database', sent);
    expect((await stack.harness.database.query('SELECT * FROM probe.parked_keys')).length).toBe(0);
    expect((await stack.harness.database.query('SELECT * FROM probe.dead_letters')).length).toBe(0);
  }, 120_000);

  it('loses nothing when the broker is killed and started again', async () => {
    const stopSending = sendSteadily('broker');
    await sleep(1_000);
    await stack.kafka.kill();
    await sleep(2_000);
    await stack.kafka.restart();
    await sleep(3_000);
    await expectExactly('broker', await stopSending());
  }, 120_000);
});
