import { contracts, type DataOf } from '#contracts';
import { eventually, ProbeBench, probe } from '#testing';
import { newId } from '../ids.js';
import { Transactions } from '../transaction.js';
import { publish } from './outbox.js';

const MANY = 12_000;
const PER_TRANSACTION = 1_000;

let bench: ProbeBench;
beforeAll(async () => {
  bench = await ProbeBench.start();
}, 60_000);
afterAll(() => bench?.harness.stop(), 60_000);

const decision = (contactId: string, journeyEventId: string): DataOf<typeof contracts.decisionMade> => ({
  decisionId: newId(),
  journeyEventId,
  contactId,
  touchpoint: 'x'.repeat(1_000),
  outcome: 'suppressed',
  reason: 'contact_quarantine',
  decidedAt: new Date().toISOString(),
});

/** Publishes as bulk; the events of a run are numbered. */
async function publishBulk(name: string): Promise<string[]> {
  const ids = Array.from({ length: MANY }, (_, index) => `${name}-${index}`);
  const transactions = bench.service.app.get(Transactions);
  for (let start = 0; start < MANY; start += PER_TRANSACTION)
    await transactions.run(async (transaction) => {
      for (const id of ids.slice(start, start + PER_TRANSACTION))
        publish(transaction, contracts.decisionMade, decision(`c-${name}`, id), { correlationId: id }, { bulk: true });
    });
  return ids;
}

describe('what is published as bulk', () => {
  it('keeps its order, and is overtaken by what somebody waits for', async () => {
    const decisions = await bench.harness.published(contracts.decisionMade);
    const ids = await publishBulk('overtaken');
    await bench.service.app
      .get(Transactions)
      .run(async (transaction) =>
        publish(transaction, contracts.decisionMade, decision('c-live', 'live'), { correlationId: 'live' }),
      );
    const arrived = await eventually(() => {
      const found = decisions();
      expect(found.some(({ data }) => data.journeyEventId === 'live')).toBe(true);
      return found.length;
    }, 30_000);
    expect(arrived).toBeLessThan(MANY / 2);
    const bulk = () => decisions().filter(({ data }) => data.contactId === 'c-overtaken');
    await eventually(() => expect(bulk()).toHaveLength(MANY), 60_000);
    expect(bulk().map(({ data }) => data.journeyEventId)).toEqual(ids);
  }, 120_000);

  it('is not waited for by a service that stops, which sends the rest when it starts again', async () => {
    const decisions = await bench.harness.published(contracts.decisionMade);
    const ids = await publishBulk('later');
    await bench.harness.stopService(bench.service);
    const [left] = await bench.harness.database.query<{ rows: number }>(
      'SELECT count(*)::int AS rows FROM probe.outbox',
    );
    expect(left!.rows).toBeGreaterThan(0);
    await bench.harness.run(probe());
    const later = () => decisions().flatMap(({ data }) => (data.contactId === 'c-later' ? data.journeyEventId : []));
    await eventually(() => expect(later()).toHaveLength(MANY), 60_000);
    expect(later()).toEqual(ids);
  }, 120_000);
});
