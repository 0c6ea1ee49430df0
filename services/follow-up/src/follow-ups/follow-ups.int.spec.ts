import { contracts, type DataOf } from '#contracts';
import { newId, toRecord } from '#messaging';
import type { RunningService } from '#service-kit';
import { eventually, FakeClock, Harness } from '#testing';
import { followUp } from '../app.module.js';

type Scored = DataOf<typeof contracts.responseScored>;

/** A Friday afternoon: business days have a weekend to skip. */
const NOW = new Date('2026-01-09T15:00:00Z');

let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(followUp, { overrides: { clock: new FakeClock(NOW) } });
  const account = { version: 1, lifecycle: 'active', updatedAt: NOW.toISOString() };
  await harness.publish(
    contracts.accountSnapshot,
    { ...account, accountId: 'acme', name: 'Acme Ltd', arr: 250_000, segment: 'enterprise', ownerCsm: 'ana' },
    { ...account, accountId: 'unowned', segment: 'enterprise' },
    { ...account, accountId: 'unsorted', segment: 'startup' },
  );
  await harness.publish(contracts.contactSnapshot, {
    contactId: 'maria',
    version: 1,
    accountId: 'acme',
    name: 'Maria',
    emailConsent: true,
    updatedAt: NOW.toISOString(),
  });
  await harness.call(service, 'PUT', '/v1/follow-ups/queues/enterprise', { queue: 'enterprise-team' });
  await eventually(async () => {
    const [known] = await harness.database.query(
      'SELECT (SELECT count(*) FROM follow_up.accounts)::int AS accounts, (SELECT count(*) FROM follow_up.contacts)::int AS contacts',
    );
    expect(known).toEqual({ accounts: 3, contacts: 1 });
  });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

function categoryOf(score: number): string {
  if (score >= 9) return 'promoter';
  return score >= 7 ? 'passive' : 'detractor';
}

function scored(change: Partial<Scored> & { score: number }): Scored {
  const answered = { touchpoint: 'renewal.upcoming', answeredAt: NOW.toISOString() };
  return {
    responseId: newId(),
    revision: 1,
    contactId: newId(),
    ...answered,
    category: categoryOf(change.score),
    ...change,
  };
}

const publish = (...scores: Scored[]) => harness.publish(contracts.responseScored, ...scores);
const get = async (path: string) => (await harness.call(service, 'GET', path)).body;
const followUpsOf = async (responseId: string) => {
  const [cases, steps, requests] = await Promise.all([
    get(`/v1/cases?responseId=${responseId}`),
    get(`/v1/retention-steps?responseId=${responseId}`),
    get(`/v1/advocacy-requests?responseId=${responseId}`),
  ]);
  return { cases: cases.items, steps: steps.items, requests: requests.items };
};
const countsOf = async (responseId: string) => {
  const { cases, steps, requests } = await followUpsOf(responseId);
  return [cases.length, steps.length, requests.length];
};

/** Publishes an answer of the same contact, and so behind all others of theirs, and waits until it was handled. */
async function handledAll(contactId: string): Promise<void> {
  const last = scored({ contactId, score: 8 });
  await publish(last);
  await eventually(async () => expect(await countsOf(last.responseId)).toEqual([0, 1, 0]));
}

describe('follow-up', () => {
  it('opens one case per response, however often Kafka delivers it', async () => {
    const opened = await harness.published(contracts.caseOpened);
    const answer = scored({ contactId: 'maria', score: 3 });
    const record = toRecord(contracts.responseScored, answer);
    await harness.send(contracts.responseScored.topic, record, record);
    await harness.send(contracts.responseScored.topic, record);
    await publish(answer);
    await handledAll('maria');
    const { cases } = await followUpsOf(answer.responseId);
    expect(cases).toEqual([
      expect.objectContaining({
        state: 'open',
        accountId: 'acme',
        owner: 'ana',
        ownerSource: 'account_owner',
        priority: 'urgent',
        score: 3,
        openedAt: NOW.toISOString(),
        firstContactDueAt: '2026-01-12T15:00:00.000Z',
        resolutionDueAt: '2026-01-16T15:00:00.000Z',
      }),
    ]);
    const { tasks } = await get(`/v1/cases/${cases[0].caseId}`);
    expect(tasks).toEqual([
      expect.objectContaining({
        title: 'Call Maria of Acme Ltd about a score of 3',
        owner: 'ana',
        state: 'open',
        dueAt: '2026-01-12T15:00:00.000Z',
      }),
    ]);
    const events = await eventually(() => {
      const found = opened().filter(({ data }) => data.responseId === answer.responseId);
      expect(found.length).toBeGreaterThan(0);
      return found;
    });
    expect(events).toHaveLength(1);
    expect(events[0]!.data).toMatchObject({ caseId: cases[0].caseId, taskId: tasks[0].taskId, accountId: 'acme' });
    expect(events[0]!.record).toMatchObject({ key: 'acme', headers: { ce_causationid: record.headers!.ce_id } });
  }, 30_000);

  it('plans a retention step for a passive and asks a promoter, each with one event', async () => {
    const planned = await harness.published(contracts.retentionStepPlanned);
    const requested = await harness.published(contracts.advocacyRequested);
    const passive = scored({ accountId: 'acme', score: 7 });
    const promoter = scored({ accountId: 'acme', score: 10 });
    const stranger = scored({ score: 9 });
    await publish(passive, promoter, stranger, passive, promoter, stranger);
    const all = [passive, promoter, stranger].map(({ responseId }) => responseId);
    const keysOf = (events: { data: { responseId: string; accountId: string } }[]) =>
      events.filter(({ data }) => all.includes(data.responseId)).map(({ data }) => data.accountId);
    await eventually(() => expect([keysOf(planned()).length, keysOf(requested()).length]).toEqual([1, 2]));
    for (const { contactId } of [passive, promoter, stranger]) await handledAll(contactId);
    const [step] = (await followUpsOf(passive.responseId)).steps;
    expect(step).toMatchObject({ owner: 'ana', state: 'planned', score: 7, dueAt: '2026-01-23T15:00:00.000Z' });
    expect(await get(`/v1/retention-steps/${step.stepId}`)).toEqual(step);
    const [request] = (await followUpsOf(promoter.responseId)).requests;
    expect(request).toMatchObject({ kind: 'testimonial', state: 'requested', accountId: 'acme', score: 10 });
    expect(await get(`/v1/advocacy-requests/${request.requestId}`)).toEqual(request);
    expect((await followUpsOf(stranger.responseId)).requests).toEqual([
      expect.objectContaining({ kind: 'review', accountId: null, owner: 'customer-success' }),
    ]);
    expect(keysOf(planned())).toEqual(['acme']);
    expect(keysOf(requested()).sort()).toEqual(['acme', stranger.contactId].sort());
  }, 30_000);

  it('opens a case when a revision makes a passive a detractor, and never a second one', async () => {
    const first = scored({ accountId: 'acme', score: 7 });
    const { responseId, contactId } = first;
    const revised = (revision: number, score: number) =>
      ({ ...first, revision, score, category: categoryOf(score), previousCategory: 'passive' }) as Scored;
    await publish(first);
    await handledAll(contactId);
    expect(await countsOf(responseId)).toEqual([0, 1, 0]);
    await publish(revised(2, 4));
    await handledAll(contactId);
    expect(await countsOf(responseId)).toEqual([1, 1, 0]);
    await publish(revised(3, 2), revised(4, 8));
    await handledAll(contactId);
    const { cases } = await followUpsOf(responseId);
    expect(await countsOf(responseId)).toEqual([1, 1, 0]);
    expect(cases[0]).toMatchObject({ state: 'open', score: 4, currentScore: 8, currentCategory: 'passive' });
  }, 30_000);

  it('does nothing about a stale revision', async () => {
    const current = scored({ score: 8, revision: 3 });
    await publish(current);
    await publish({ ...current, revision: 2, score: 1, category: 'detractor' });
    await handledAll(current.contactId);
    expect(await countsOf(current.responseId)).toEqual([0, 1, 0]);
  }, 30_000);

  it('finds the owner: the account owner, then the queue of the segment, then the default queue', async () => {
    const answers = ['acme', 'unowned', 'unsorted', 'unheard-of'].map((accountId) => scored({ accountId, score: 5 }));
    await publish(...answers, scored({ score: 5, responseId: 'of-nobody' }));
    const ownerOf = async (responseId: string) => {
      const [{ owner, ownerSource }] = (await followUpsOf(responseId)).cases;
      return [owner, ownerSource];
    };
    for (const { responseId } of [...answers, { responseId: 'of-nobody' }]) {
      await eventually(async () => expect(await countsOf(responseId)).toEqual([1, 0, 0]));
    }
    expect(await Promise.all([...answers.map(({ responseId }) => ownerOf(responseId)), ownerOf('of-nobody')])).toEqual([
      ['ana', 'account_owner'],
      ['enterprise-team', 'segment_queue'],
      ['customer-success', 'default_queue'],
      ['customer-success', 'default_queue'],
      ['customer-success', 'default_queue'],
    ]);
  }, 30_000);

  it('counts what it made, by kind and since a moment', async () => {
    const before = await get('/v1/follow-ups/summary');
    const answers = [2, 8, 9, 10].map((score) => scored({ score }));
    await publish(...answers);
    const grown = { cases: before.cases + 1, retentionSteps: before.retentionSteps + 1 };
    await eventually(async () =>
      expect(await get(`/v1/follow-ups/summary?since=${NOW.toISOString()}`)).toEqual({
        ...grown,
        advocacyRequests: before.advocacyRequests + 2,
      }),
    );
    expect(await get('/v1/follow-ups/summary?since=2026-01-09T15:00:01Z')).toEqual({
      cases: 0,
      retentionSteps: 0,
      advocacyRequests: 0,
    });
  }, 30_000);

  it('makes a score of an unknown category a dead letter that names the field, and handles the others', async () => {
    const odd = scored({ score: 5, category: 'indifferent' });
    const sound = scored({ score: 5, contactId: odd.contactId });
    await publish(odd, sound);
    await eventually(async () => {
      expect((await get('/v1/operations/follow-up/dead-letters')).items).toContainEqual(
        expect.objectContaining({ key: odd.contactId, field: 'category' }),
      );
      expect(await countsOf(sound.responseId)).toEqual([1, 0, 0]);
    });
  }, 30_000);
});
