import { DataSource } from 'typeorm';
import { contracts, type DataOf } from '#contracts';
import { newId, toRecord } from '#messaging';
import type { RunningService } from '#service-kit';
import { eventually, Harness } from '#testing';
import { followUp } from '../app.module.js';

type Insight = DataOf<typeof contracts.insightFound>;
type Scored = DataOf<typeof contracts.responseScored>;

const TIME = '2026-01-09T15:00:00.000Z';

let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(followUp);
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

interface Given {
  readonly responseId: string;
  readonly contactId: string;
  readonly accountId?: string;
}

const someone = (accountId?: string): Given => ({
  responseId: newId(),
  contactId: newId(),
  ...(accountId && { accountId }),
});

function detractor(given: Given, revision = 1): Scored {
  const answered = { touchpoint: 'support.case_closed', answeredAt: TIME };
  return { ...given, revision, score: 2, category: 'detractor', ...answered };
}

function insight({ responseId, contactId }: Given, revision = 1): Insight {
  return {
    insightId: newId(),
    source: 'response',
    sourceId: responseId,
    sourceRevision: revision,
    contactId,
    language: 'en',
    sentiment: 'negative',
    sentimentScore: -0.8,
    themes: [{ theme: 'support.responsiveness', sentiment: 'negative', evidence: ['waited three days'] }],
    taxonomyVersion: '1',
    rulesVersion: '1',
    foundAt: TIME,
  };
}

const publishScores = (...scores: Scored[]) => harness.publish(contracts.responseScored, ...scores);
const publishInsights = (...insights: Insight[]) => harness.publish(contracts.insightFound, ...insights);
const call = (path: string) => harness.call(service, 'GET', path);
const get = async (path: string) => (await call(path)).body;
const caseOf = async ({ responseId }: Given) => (await get(`/v1/cases?responseId=${responseId}`)).items[0];
const eventuallyCaseOf = (given: Given) =>
  eventually(async () => {
    const found = await caseOf(given);
    expect(found).toBeDefined();
    return found;
  });
const eventuallyStored = ({ responseId }: Given, column: 'insight_revision' | 'comment_revision', value: number) =>
  eventually(async () => {
    const sql = `SELECT ${column} AS revision FROM follow_up.response_facts WHERE response_id = $1`;
    expect(await harness.database.query(sql, [responseId])).toEqual([{ revision: value }]);
  });

/** How often each response's case was said to be enriched. */
async function countEnriched(): Promise<(given: Given) => number> {
  const events = await harness.published(contracts.caseEnriched);
  return ({ responseId }) => events().filter(({ data }) => data.responseId === responseId).length;
}

/** Holds a response's row in a transaction of its own; returns what ends it. */
async function holdRow({ responseId, contactId }: Given): Promise<() => Promise<void>> {
  const holder = service.app.get(DataSource).createQueryRunner();
  await holder.startTransaction();
  await holder.query('INSERT INTO response_facts (response_id, contact_id) VALUES ($1, $2)', [responseId, contactId]);
  return async () => {
    await holder.commitTransaction();
    await holder.release();
  };
}

/** What waits for a row at this moment. */
async function waitingStatements(): Promise<string> {
  const rows = await harness.database.query<{ query: string }>(
    "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows.map(({ query }) => query).join();
}

describe('a case and its insight', () => {
  it('are joined once, in either order', async () => {
    const enriched = await countEnriched();
    const [caseFirst, insightFirst] = [someone('acme'), someone('acme')];
    await publishScores(detractor(caseFirst));
    await publishInsights(insight(insightFirst));
    await eventuallyCaseOf(caseFirst);
    await eventuallyStored(insightFirst, 'insight_revision', 1);
    expect([enriched(caseFirst), enriched(insightFirst)]).toEqual([0, 0]);
    await publishInsights(insight(caseFirst), insight(caseFirst));
    await publishScores(detractor(insightFirst), detractor(insightFirst));
    await eventually(() => expect([enriched(caseFirst), enriched(insightFirst)]).toEqual([1, 1]));
    // What comes later on the same keys has arrived, so nothing earlier can still be on its way.
    await publishInsights(insight(caseFirst, 2), insight(insightFirst, 2));
    await eventually(() => expect([enriched(caseFirst), enriched(insightFirst)]).toEqual([2, 2]));
  }, 30_000);

  it.each([
    ['score', 'insight'],
    ['insight', 'score'],
  ] as const)(
    'are joined once when both are under way at the same time, the %s before the %s',
    async (...order) => {
      const enriched = await countEnriched();
      const given = someone();
      const publishing = {
        score: () => publishScores(detractor(given)),
        insight: () => publishInsights(insight(given)),
      };
      // While the row is held, both transactions queue up for it: the second began before the first was committed.
      const release = await holdRow(given);
      try {
        for (const part of order) {
          await publishing[part]();
          await eventually(async () => expect(await waitingStatements()).toContain(`SET ${part}_revision`));
        }
      } finally {
        await release();
      }
      await eventually(() => expect(enriched(given)).toBe(1));
      await publishInsights(insight(given, 2));
      await eventually(() => expect(enriched(given)).toBe(2));
    },
    30_000,
  );

  it('are shown together with the comment, of the newest revision', async () => {
    const given = someone('acme');
    const recorded = { ...given, revision: 2, touchpoint: 'support.case_closed', score: 2, channel: 'page' };
    const times = { answeredAt: TIME, revisedAt: TIME };
    const words = { ...recorded, ...times, comment: 'I waited three days' };
    await harness.publish(contracts.responseRecorded, words, { ...words, revision: 1, comment: 'stale' });
    await publishInsights(insight(given));
    await publishScores(detractor(given));
    const { caseId } = await eventuallyCaseOf(given);
    await eventually(async () =>
      expect(await get(`/v1/cases/${caseId}`)).toMatchObject({
        caseId,
        ...given,
        comment: 'I waited three days',
        currentScore: 2,
        insight: {
          revision: 1,
          language: 'en',
          sentiment: 'negative',
          themes: [{ theme: 'support.responsiveness', sentiment: 'negative', evidence: ['waited three days'] }],
        },
      }),
    );
    await harness.publish(contracts.responseRecorded, { ...recorded, ...times, revision: 3 });
    await eventually(async () => expect((await get(`/v1/cases/${caseId}`)).comment).toBeNull());
  }, 30_000);
});

describe('a case', () => {
  it('lists the chain of events back to the journey event', async () => {
    const opened = await harness.published(contracts.caseOpened);
    const given = someone('acme');
    const record = toRecord(contracts.responseScored, detractor(given), {
      id: 'e-3',
      time: new Date('2026-01-09T12:00:02Z'),
    });
    const lineage = [
      `${contracts.journeyEventRecorded.type}/e-1/2026-01-09T12:00:00.000Z`,
      `${contracts.responseRecorded.type}/e-2/2026-01-09T12:00:01.000Z`,
    ].join(' ');
    const headers = { ...record.headers, ce_correlationid: 'e-1', ce_causationid: 'e-2', ce_lineage: lineage };
    await harness.send(contracts.responseScored.topic, { ...record, headers });
    const { caseId, openedAt } = await eventuallyCaseOf(given);
    const own = await eventually(() => {
      const found = opened().find(({ data }) => data.caseId === caseId);
      expect(found).toBeDefined();
      return found!.record.headers;
    });
    expect(own).toMatchObject({ ce_correlationid: 'e-1', ce_causationid: 'e-3', ce_time: openedAt });
    expect(await get(`/v1/cases/${caseId}/trace`)).toEqual({
      caseId,
      correlationId: 'e-1',
      events: [
        { type: contracts.journeyEventRecorded.type, id: 'e-1', time: '2026-01-09T12:00:00.000Z', causationId: null },
        { type: contracts.responseRecorded.type, id: 'e-2', time: '2026-01-09T12:00:01.000Z', causationId: 'e-1' },
        { type: contracts.responseScored.type, id: 'e-3', time: '2026-01-09T12:00:02.000Z', causationId: 'e-2' },
        { type: contracts.caseOpened.type, id: own.ce_id, time: openedAt, causationId: 'e-3' },
      ],
    });
  }, 30_000);

  it('is found by its filters, newest first and page by page, and so are its tasks', async () => {
    const all = [someone('paged'), someone('paged'), someone('paged')];
    for (const given of all) {
      await publishScores(detractor(given));
      await eventuallyCaseOf(given);
    }
    const newest = [...all].reverse().map(({ responseId }) => responseId);
    const idsOf = (page: { items: { responseId: string }[] }) => page.items.map(({ responseId }) => responseId);
    const first = await get('/v1/cases?accountId=paged&state=open&owner=customer-success&limit=2');
    expect(idsOf(first)).toEqual(newest.slice(0, 2));
    const second = await get(`/v1/cases?accountId=paged&limit=2&cursor=${first.nextCursor}`);
    expect([idsOf(second), second.nextCursor]).toEqual([newest.slice(2), null]);
    expect((await get('/v1/cases?accountId=paged&state=closed')).items).toEqual([]);

    const tasks: { taskId: string; dueAt: string }[] = [];
    for (let cursor = ''; cursor !== null; ) {
      const page = await get(`/v1/tasks?owner=customer-success&limit=2${cursor && `&cursor=${cursor}`}`);
      tasks.push(...page.items);
      cursor = page.nextCursor;
    }
    const [{ count }] = (await harness.database.query('SELECT count(*)::int FROM follow_up.tasks')) as [
      { count: number },
    ];
    expect(new Set(tasks.map(({ taskId }) => taskId)).size).toBe(count);
    expect(tasks.map(({ dueAt }) => dueAt)).toEqual(tasks.map(({ dueAt }) => dueAt).sort());
    const early = await get(`/v1/tasks?dueBefore=${tasks[0]!.dueAt}`);
    expect(early.items).toEqual([]);
    expect((await get('/v1/tasks?state=done')).items).toEqual([]);
  }, 30_000);

  it.each([
    ['/v1/cases?state=sleeping', 400, 'state'],
    ['/v1/cases?limit=201', 400, 'limit'],
    ['/v1/cases?cursor=first', 400, 'cursor'],
    ['/v1/cases?owner=%00', 400, 'owner'],
    ['/v1/cases?color=red', 400, 'color'],
    ['/v1/tasks?dueBefore=soon', 400, 'dueBefore'],
    ['/v1/follow-ups/summary?since=yesterday', 400, 'since'],
    [`/v1/cases/${newId()}`, 404, undefined],
    [`/v1/cases/${newId()}/trace`, 404, undefined],
    [`/v1/retention-steps/${newId()}`, 404, undefined],
    [`/v1/advocacy-requests/${newId()}`, 404, undefined],
    ['/v1/cases/no-uuid', 400, 'caseId'],
  ])('answers %s with a problem document', async (path, status, field) => {
    const answer = await call(path);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect([answer.status, answer.body.errors?.[0].field]).toEqual([status, field]);
  });
});
