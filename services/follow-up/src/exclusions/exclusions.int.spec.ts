import { contracts, type DataOf } from '#contracts';
import { newId } from '#messaging';
import type { RunningService } from '#service-kit';
import { eventually, FakeClock, Harness } from '#testing';
import { followUp } from '../app.module.js';

type Scored = DataOf<typeof contracts.responseScored>;

const NOW = new Date('2026-01-09T15:00:00Z');

let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(followUp, { overrides: { clock: new FakeClock(NOW) } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const CATEGORIES = { 2: 'detractor', 8: 'passive', 10: 'promoter' } as const;

function scored(score: keyof typeof CATEGORIES, change: Partial<Scored> = {}): Scored {
  const answered = { touchpoint: 'renewal.upcoming', answeredAt: NOW.toISOString() };
  return {
    responseId: newId(),
    revision: 1,
    contactId: 'ana',
    score,
    category: CATEGORIES[score],
    ...answered,
    ...change,
  };
}

const get = async (path: string) => (await harness.call(service, 'GET', path)).body;
const madeOf = async ({ responseId }: Scored) => {
  const paths = ['cases', 'retention-steps', 'advocacy-requests'];
  const lists = await Promise.all(paths.map((path) => get(`/v1/${path}?responseId=${responseId}`)));
  return lists.flatMap(({ items }) => items);
};

/** Publishes, and waits until all of it was handled. */
async function publish(...scores: Scored[]): Promise<void> {
  const last = scored(8);
  await harness.publish(contracts.responseScored, ...scores, last);
  await eventually(async () => expect(await madeOf(last)).toHaveLength(1));
}

const excluded = (first: Scored, revision = 2): Scored => ({
  ...first,
  revision,
  state: 'excluded',
  previousCategory: first.category,
});
const restored = (first: Scored, revision = 3): Scored => ({ ...first, revision });

describe('a response that no longer counts', () => {
  it('has its case closed, which says why, and opened again when the response is restored', async () => {
    const first = scored(2);
    await publish(first);
    const [{ caseId }] = await madeOf(first);
    await publish(excluded(first));
    const closed = await get(`/v1/cases/${caseId}`);
    const event = { at: NOW.toISOString(), change: 'closed', reason: 'response excluded', revision: 2 };
    expect(closed).toMatchObject({ state: 'closed', closeReason: 'response excluded', history: [event] });
    expect(closed.tasks).toMatchObject([{ state: 'closed', closeReason: 'response excluded' }]);
    await publish(restored(first), excluded(first));
    const open = await get(`/v1/cases/${caseId}`);
    expect(open).toMatchObject({ state: 'open', closeReason: null });
    expect(open.history).toMatchObject([event, { change: 'reopened', reason: 'response restored', revision: 3 }]);
    expect(open.tasks).toMatchObject([{ state: 'open', closeReason: null }]);
  }, 30_000);

  it('has its retention step and its advocacy request closed, and taken up again', async () => {
    const answers = [scored(8), scored(10)];
    await publish(...answers);
    await publish(...answers.map((it) => ({ ...excluded(it), state: 'set_aside' })));
    const made = async () => (await Promise.all(answers.map(madeOf))).flat();
    for (const it of await made()) expect(it).toMatchObject({ state: 'closed', closeReason: 'response set aside' });
    await publish(...answers.map((it) => restored(it)));
    expect((await made()).map(({ state }) => state)).toEqual(['planned', 'requested']);
  }, 30_000);

  it('leads to nothing where it is excluded before anything was done, and to a case once it is restored', async () => {
    const first = scored(2);
    await publish(first, excluded(first));
    const early = await madeOf(first);
    expect(early.filter(({ state }) => state === 'open')).toEqual([]);
    const late = scored(2);
    await publish(excluded(late), late);
    expect(await madeOf(late)).toEqual([]);
    await publish(restored(late));
    expect(await madeOf(late)).toMatchObject([{ state: 'open' }]);
  }, 30_000);
});

describe('nothing is done', () => {
  it('because of history, also when it is revised or restored', async () => {
    const old = ([2, 8, 10] as const).map((score) => scored(score, { historic: true }));
    await publish(...old);
    await publish(...old.map((it) => excluded(it)), ...old.map((it) => restored(it)));
    expect((await Promise.all(old.map(madeOf))).flat()).toEqual([]);
  }, 30_000);

  it('because of somebody whom nobody knows, unless their account is known and can be called', async () => {
    const unknown = ([2, 8, 10] as const).map((score) => scored(score, { anonymous: true, contactId: newId() }));
    const ofAcme = unknown.map((it) => ({ ...it, responseId: newId(), accountId: 'acme' }));
    await harness.publish(contracts.responseScored, ...unknown, ...ofAcme);
    await eventually(async () => {
      const kinds = (await Promise.all(ofAcme.map(madeOf))).map((made) => made.length);
      expect(kinds).toEqual([1, 1, 0]);
    });
    expect((await Promise.all(unknown.map(madeOf))).flat()).toEqual([]);
  }, 30_000);
});
