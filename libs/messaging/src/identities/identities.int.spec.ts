import { setTimeout as sleep } from 'node:timers/promises';
import { contracts } from '#contracts';
import { eventually, journeyRecord, ProbeBench } from '#testing';
import { UnprocessableEvent } from '../consuming/errors.js';
import { type Transaction, Transactions } from '../transaction.js';
import { forgetKey, forgottenAmong } from './forgotten-keys.js';
import { type MergedId, mergeIds, survivorsAmong } from './merged-ids.js';
import { presentIds } from './present-ids.js';

let bench: ProbeBench;
let transactions: Transactions;

beforeAll(async () => {
  bench = await ProbeBench.start();
  transactions = bench.service.app.get(Transactions);
  // A topic that was just made may take a record twice: the client sends again while its leader settles.
  for (let key = 0; key < 20; key++) await bench.send(journeyRecord(`first-${key}`, `first-${key}`));
}, 60_000);
beforeEach(() => {
  bench.misbehave = () => {};
});
afterAll(() => bench?.harness.stop(), 30_000);

const letters = async () => (await bench.deadLetters()).map(({ key }) => key);
const rowsOf = (table: string) =>
  bench.harness.database.query<{ key: string }>(`SELECT key FROM probe.${table} ORDER BY key`);

describe('forgetting a key', () => {
  it('removes the dead letters that have it as their key, or name it, and no other', async () => {
    const good = journeyRecord('x', 'x');
    await bench.send(
      { ...good, key: 'maria', value: 'me@maria.example' },
      { ...good, key: 'other', value: '{"contactId":"maria","touchpoint":' },
      { ...good, key: 'nobody', value: 'mail of me@maria.example' },
      { ...good, key: 'maria-2', value: '{"contactId":"maria-2","touchpoint":' },
    );
    await eventually(async () => expect(await letters()).toHaveLength(4));
    const forgotten = await transactions.run((it) => forgetKey(it, 'maria', ['me@maria.example']));
    expect(forgotten).toEqual({ deadLetters: 3, parkedEvents: 0 });
    expect(await letters()).toEqual(['maria-2']);
  }, 30_000);

  it('removes what is parked under it', async () => {
    bench.misbehave = (events) => {
      if (events.some(({ key }) => key === 'parked' || key === 'parked-2')) throw new TypeError('me@parked.example');
    };
    await bench.send(journeyRecord('parked', 'p-1'), journeyRecord('parked', 'p-2'), journeyRecord('parked-2', 'p-3'));
    await eventually(async () => expect(await rowsOf('parked_events')).toHaveLength(3));
    expect(await transactions.run((it) => forgetKey(it, 'parked'))).toEqual({ deadLetters: 0, parkedEvents: 2 });
    expect(await rowsOf('parked_events')).toEqual([{ key: 'parked-2' }]);
    expect(await rowsOf('parked_keys')).toEqual([{ key: 'parked-2' }]);
  }, 30_000);

  it('leaves the erasure itself, for the consumers that did not come to it yet', async () => {
    const headers = JSON.stringify({ ce_type: contracts.contactErased.type });
    await bench.harness.database.query(
      `INSERT INTO probe.parked_keys (consumer, key, last_error, due_at) VALUES ('late', 'erased', 'me@erased.example', 'infinity')`,
    );
    await bench.harness.database.query(
      `INSERT INTO probe.parked_events (consumer, key, topic, "partition", "offset", headers, value, taken)
       VALUES ('late', 'erased', 't', 0, 1, '{}', 'me@erased.example', true), ('late', 'erased', 't', 0, 2, $1, '{}', true)`,
      [headers],
    );
    await transactions.run((it) => forgetKey(it, 'erased'));
    const left = await bench.harness.database.query(
      `SELECT "offset", (SELECT last_error FROM probe.parked_keys WHERE key = 'erased') AS error
         FROM probe.parked_events WHERE key = 'erased'`,
    );
    expect(left).toEqual([{ offset: '2', error: 'what failed here was forgotten' }]);
  });

  it('keeps no value of what becomes a dead letter later', async () => {
    await transactions.run((it) => forgetKey(it, 'gone'));
    bench.misbehave = (events) => {
      if (events.some(({ key }) => key === 'gone'))
        throw new UnprocessableEvent('touchpoint is not ours', 'touchpoint');
    };
    await bench.send(journeyRecord('gone', 'late-1'), { ...journeyRecord('gone', 'late-2'), value: 'me@gone.example' });
    const found = await eventually(async () => {
      const all = (await bench.deadLetters()).filter(({ key }) => key === 'gone');
      expect(all).toHaveLength(2);
      return all;
    });
    for (const { id } of found) expect((await bench.operate('GET', `dead-letters/${id}`)).body.text).toBeNull();
  }, 30_000);

  it('waits for whoever writes about the key, so that nothing written meanwhile is overlooked', async () => {
    const told: string[] = [];
    const write = (transaction: Transaction) =>
      transaction.query(`INSERT INTO effects (event_id, contact_id) VALUES ('meanwhile', 'busy')`);
    const writing = transactions.run(async (transaction) => {
      expect(await forgottenAmong(transaction, ['busy'])).toEqual(new Set());
      await sleep(200);
      await write(transaction);
      told.push('written');
    });
    await sleep(50);
    const seen = await transactions.run(async (transaction) => {
      await forgetKey(transaction, 'busy');
      told.push('forgotten');
      return transaction.query(`DELETE FROM effects WHERE contact_id = 'busy' RETURNING 1`);
    });
    await writing;
    expect(told).toEqual(['written', 'forgotten']);
    expect(seen).toHaveLength(1);
    expect(await transactions.run((it) => forgottenAmong(it, ['busy', 'free']))).toEqual(new Set(['busy']));
  });
});

describe('the ids of an event', () => {
  it('mean the survivors, and say who of them was erased', async () => {
    const ids = await transactions.run(async (transaction) => {
      await mergeIds(transaction, 'contact', [{ id: 'tom-2', survivorId: 'tom' }]);
      await mergeIds(transaction, 'account', [{ id: 'acme-2', survivorId: 'acme' }]);
      await forgetKey(transaction, 'tom');
      return presentIds(transaction, [{ contactId: 'tom-2', accountId: 'acme-2' }, { contactId: 'li' }]);
    });
    expect(ids.present({ contactId: 'tom-2', accountId: 'acme-2', score: 3 })).toEqual({
      contactId: 'tom',
      accountId: 'acme',
      score: 3,
    });
    const li = { contactId: 'li' };
    expect(ids.present(li)).toEqual(li);
    expect([ids.isErased('tom-2'), ids.isErased('tom'), ids.isErased('li')]).toEqual([true, true, false]);
  });
});

describe('merging ids', () => {
  const merge = (...merges: MergedId[]) => transactions.run((it) => mergeIds(it, 'contact', merges));
  const survivors = async (...ids: string[]) =>
    Object.fromEntries(await transactions.run((it) => survivorsAmong(it, 'contact', ids)));

  it.each([
    [
      'in the order of the merges',
      [
        ['1', '2'],
        ['2', '3'],
        ['1', '3'],
      ],
    ],
    [
      'the last one first',
      [
        ['1', '3'],
        ['2', '3'],
        ['1', '2'],
      ],
    ],
    [
      'the second one first',
      [
        ['2', '3'],
        ['1', '2'],
        ['1', '3'],
      ],
    ],
  ])('leads every id of a chain to its end, told %s', async (order, told) => {
    const id = (number: string) => `${order} ${number}`;
    for (const [from, to] of told) await merge({ id: id(from!), survivorId: id(to!) });
    expect(await survivors(id('1'), id('2'), id('3'))).toEqual({ [id('1')]: id('3'), [id('2')]: id('3') });
  });

  it('says where rows belong that came under an id in the middle of a chain', async () => {
    await merge({ id: 'b', survivorId: 'c' });
    expect(await merge({ id: 'a', survivorId: 'b' })).toEqual([{ id: 'a', survivorId: 'c' }]);
  });

  it('says so also where the whole chain is told at once', async () => {
    const told = [
      { id: 'k', survivorId: 'l' },
      { id: 'l', survivorId: 'm' },
    ];
    expect(await merge(...told)).toEqual(told.map(({ id }) => ({ id, survivorId: 'm' })));
  });

  it('tells contacts and accounts of the same id apart', async () => {
    await transactions.run((it) => mergeIds(it, 'account', [{ id: 'same', survivorId: 'account' }]));
    expect(await survivors('same')).toEqual({});
  });
});
