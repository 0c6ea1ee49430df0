import { randomUUID } from 'node:crypto';
import { contracts } from '#contracts';
import { eventually, journeyEvent, ProbeBench } from '#testing';
import { publish } from './outbox/outbox.js';
import { Reconsider, type Transaction, Transactions } from './transaction.js';

let bench: ProbeBench;
let transactions: Transactions;

beforeAll(async () => {
  bench = await ProbeBench.start();
  transactions = bench.service.app.get(Transactions);
}, 60_000);
afterAll(() => bench?.harness.stop(), 30_000);

const keep = (transaction: Transaction, id: string) =>
  transaction.query('INSERT INTO effects (event_id, contact_id, touchpoint) VALUES ($1, $1, $1)', [id]);
const kept = (id: string) =>
  transactions.run(
    async (transaction) => (await transaction.query('SELECT 1 FROM effects WHERE event_id = $1', [id])).length === 1,
  );
const FAILING = 'SELECT 1 / $1::int';

describe('a transaction', () => {
  it('keeps statements that were sent together, in the order of the calls', async () => {
    const id = randomUUID();
    const [, found] = await transactions.run((transaction) =>
      Promise.all([keep(transaction, id), transaction.query('SELECT event_id FROM effects WHERE event_id = $1', [id])]),
    );
    expect(found).toEqual([{ event_id: id }]);
    await expect(kept(id)).resolves.toBe(true);
  });

  it('keeps nothing, and publishes nothing, when a statement fails that its commit was sent behind', async () => {
    const id = randomUUID();
    const published = await bench.harness.published(contracts.journeyEventRecorded);
    const announce = (transaction: Transaction, contactId: string) =>
      publish(transaction, contracts.journeyEventRecorded, journeyEvent(contactId), { correlationId: id });
    const run = transactions.run(async (transaction) => {
      await keep(transaction, id);
      transaction.sendWithCommit(transaction.query(FAILING, [0]));
      announce(transaction, id);
    });
    await expect(run).rejects.toMatchObject({ code: '22012' });
    await expect(kept(id)).resolves.toBe(false);
    await transactions.run(async (transaction) => announce(transaction, `after-${id}`));
    await eventually(() => expect(published().map(({ data }) => data.contactId)).toContain(`after-${id}`));
    expect(published().map(({ data }) => data.contactId)).not.toContain(id);
  });

  it('keeps nothing when somebody overlooked that a statement failed', async () => {
    const id = randomUUID();
    const run = transactions.run(async (transaction) => {
      await keep(transaction, id);
      await transaction.query(FAILING, [0]).catch(() => {});
    });
    await expect(run).rejects.toThrow('one of the statements of the transaction had failed');
    await expect(kept(id)).resolves.toBe(false);
  });

  it('tells of the statement that failed first, not of those that failed because of it', async () => {
    const run = transactions.run(async (transaction) => {
      transaction.sendWithCommit(transaction.query(FAILING, [0]));
      transaction.sendWithCommit(keep(transaction, randomUUID()));
    });
    await expect(run).rejects.toMatchObject({ code: '22012' });
  });

  it('runs again, and keeps and publishes once, when it is to be reconsidered', async () => {
    const ids: string[] = [];
    const published = await bench.harness.published(contracts.journeyEventRecorded);
    await transactions.run(async (transaction) => {
      const id = randomUUID();
      ids.push(id);
      transaction.sendWithCommit(keep(transaction, id));
      publish(transaction, contracts.journeyEventRecorded, journeyEvent(id), { correlationId: id });
      const last = () =>
        transaction.query(FAILING, [ids.length - 1]).catch(() => {
          throw new Reconsider('for once');
        });
      transaction.sendLast(last);
    });
    expect(ids).toHaveLength(2);
    expect([await kept(ids[0]!), await kept(ids[1]!)]).toEqual([false, true]);
    await eventually(() => expect(published().map(({ data }) => data.contactId)).toContain(ids[1]));
    expect(published().some(({ data }) => data.contactId === ids[0])).toBe(false);
  });

  it('gives up when it is to be reconsidered again and again', async () => {
    let tries = 0;
    const run = transactions.run(async () => {
      tries++;
      throw new Reconsider('for ever');
    });
    await expect(run).rejects.toThrow('for ever');
    expect(tries).toBe(3);
  });

  it('leaves a connection behind that the next one can use', async () => {
    const failing = Array.from({ length: 20 }, () =>
      transactions.run((transaction) => transaction.query(FAILING, [0])).catch(() => 'failed'),
    );
    await expect(Promise.all(failing)).resolves.toEqual(Array(20).fill('failed'));
    const ids = Array.from({ length: 20 }, () => randomUUID());
    await Promise.all(ids.map((id) => transactions.run((transaction) => keep(transaction, id))));
    await expect(Promise.all(ids.map(kept))).resolves.toEqual(Array(20).fill(true));
  });
});
