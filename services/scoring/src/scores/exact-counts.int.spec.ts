import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { contracts, type DataOf } from '#contracts';
import { type ConsumeTransaction, type IncomingEvent, newId, Transactions } from '#messaging';
import { Harness } from '#testing';
import { scoring } from '../app.module.js';
import { ScoreWhenResponseRecorded } from './score-when-response-recorded.consumer.js';

type Recorded = DataOf<typeof contracts.responseRecorded>;
type Given = { response: number; revision: number; score: number; state?: string };

let harness: Harness;
let transactions: Transactions;
let handle: (events: readonly Recorded[]) => Promise<void>;

beforeAll(async () => {
  harness = await Harness.start();
  const { app } = await harness.run(scoring);
  const consumer = app.get(ScoreWhenResponseRecorded);
  transactions = app.get(Transactions);
  handle = (events) =>
    transactions.run(async (transaction) => {
      const reject = () => {
        throw new Error('nothing here is to be rejected');
      };
      await consumer.handle(
        events.map(incoming),
        Object.assign(transaction, { reject }) as ConsumeTransaction<Recorded>,
      );
    });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

function incoming(data: Recorded): IncomingEvent<Recorded> {
  const id = newId();
  const record = { topic: '', partition: 0, offset: '0', key: data.contactId, headers: {}, value: null };
  const about = { id, source: '/test', time: new Date(), correlationId: id, lineage: '', key: data.contactId };
  return { ...about, contract: contracts.responseRecorded, data, record };
}

/** A response counts on one of two days at one of two touchpoints, by its number. */
function recorded(run: string, { response, revision, score, state }: Given): Recorded {
  const answeredAt = `2026-03-0${1 + (response % 2)}T10:00:00Z`;
  return {
    responseId: `${run}-${response}`,
    revision,
    contactId: `contact-${response}`,
    touchpoint: `${run}-${response % 3 === 0 ? 'a' : 'b'}`,
    score,
    channel: 'api',
    answeredAt,
    revisedAt: answeredAt,
    ...(state && { state }),
  };
}

/** Counts anew what the last revision of each response says. */
function recount(events: readonly Recorded[]): Record<string, number[]> {
  const last = new Map<string, Recorded>();
  for (const event of events) {
    if ((last.get(event.responseId)?.revision ?? 0) < event.revision) last.set(event.responseId, event);
  }
  const counts: Record<string, number[]> = {};
  for (const { answeredAt, touchpoint, score, state } of last.values()) {
    if (state === 'set_aside' || state === 'excluded') continue;
    const key = `${answeredAt.slice(0, 10)} ${touchpoint}`;
    counts[key] ??= Array<number>(11).fill(0);
    counts[key][score]! += 1;
  }
  return counts;
}

async function counted(run: string): Promise<Record<string, number[]>> {
  const rows = await harness.database.query<{ key: string; counts: number[] }>(
    `SELECT day || ' ' || touchpoint AS key, ARRAY[n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10]::int[] AS counts
     FROM scoring.score_rollups WHERE touchpoint LIKE $1 || '-%'`,
    [run],
  );
  // A row from which everything was taken back counts nothing.
  return Object.fromEntries(
    rows.filter(({ counts }) => counts.some((count) => count !== 0)).map(({ key, counts }) => [key, counts]),
  );
}

/** Ids of an instance's own, for the third in the opposite order of its rows of counts. */
function otherWayRound(instance: number, letter: string): string {
  return `${instance}-${instance === 3 ? String.fromCharCode(219 - letter.charCodeAt(0)) : letter}`;
}

const given = fc.record({
  response: fc.integer({ min: 0, max: 11 }),
  revision: fc.integer({ min: 1, max: 5 }),
  score: fc.integer({ min: 0, max: 10 }),
  state: fc.constantFrom(undefined, 'provisional', 'confirmed', 'set_aside', 'excluded', 'excluded'),
});
/** Two deliveries of the same revision say the same. */
const deliveries = fc
  .array(given, { minLength: 1, maxLength: 80 })
  .map((all) => all.map((it) => all.find((o) => o.response === it.response && o.revision === it.revision)!));

describe('the counts equal a recount of the last revisions', () => {
  it.each([
    ['responses', 'scored_responses', (_instance: number, letter: string) => letter],
    ['rows of counts', 'score_rollups', otherWayRound],
  ])(
    'when two instances meet at the same %s in opposite orders: neither is turned back',
    async (_, table, idOf) => {
      const run = newId();
      const response = (instance: number, letter: string): Recorded => ({
        ...recorded(run, { response: 0, revision: instance, score: instance }),
        responseId: `${run}-${idOf(instance, letter)}`,
        touchpoint: `${run}-${letter}`,
      });
      const letters = ['a', 'm', 'z'];
      const [first, second, third] = [1, 2, 3].map((instance) => letters.map((letter) => response(instance, letter)));
      await handle(first!);
      let meeting: Promise<unknown> = Promise.resolve();
      await transactions.run(async (transaction) => {
        // Both stop at m and hold what they took before it; one that took z by then would wait in a circle.
        await transaction.query(`SELECT FROM ${table} WHERE touchpoint = $1 FOR UPDATE`, [`${run}-m`]);
        meeting = Promise.all([handle(second!), handle(third!.toReversed())]);
        await sleep(200);
      });
      await meeting;
      expect(await counted(run)).toEqual(recount([...first!, ...second!, ...third!]));
    },
    60_000,
  );

  it('whatever is stale, repeated, redelivered, set aside, excluded and restored, in chunks of any size, three at a time', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, fc.integer({ min: 1, max: 20 }), async (all, size) => {
        const run = newId();
        const events = all.map((it) => recorded(run, it));
        const chunks = Array.from({ length: Math.ceil(events.length / size) }, (_, i) =>
          events.slice(i * size, (i + 1) * size),
        );
        for (let i = 0; i < chunks.length; i += 3) await Promise.all(chunks.slice(i, i + 3).map(handle));
        await handle(chunks[0]!);
        expect(await counted(run)).toEqual(recount(events));
      }),
      { numRuns: 50 },
    );
  }, 60_000);
});
