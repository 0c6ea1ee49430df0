import { contracts, type DataOf } from '#contracts';
import { newId, toRecord } from '#messaging';
import type { RunningService } from '#service-kit';
import { eventually, FakeClock, Harness } from '#testing';
import { scoring } from './app.module.js';

type Recorded = DataOf<typeof contracts.responseRecorded>;

let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(scoring, { overrides: { clock: new FakeClock(new Date('2026-03-31T12:00:00Z')) } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

function response(change: Partial<Recorded> = {}): Recorded {
  return {
    responseId: newId(),
    revision: 1,
    contactId: 'c-1',
    touchpoint: 'renewal.upcoming',
    score: 9,
    channel: 'page',
    answeredAt: '2026-03-30T10:00:00Z',
    revisedAt: '2026-03-30T10:00:00Z',
    ...change,
  };
}

const record = (...responses: Recorded[]) => harness.publish(contracts.responseRecorded, ...responses);
const get = (path: string) => harness.call(service, 'GET', path);
const nps = async (query: string) => (await get(`/v1/metrics/nps?${query}`)).body;
const eventuallyCounts = (touchpoint: string, distribution: number[]) =>
  eventually(async () => {
    const rows = await harness.database.query(
      'SELECT ARRAY[n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10]::int[] AS counts FROM scoring.score_rollups WHERE touchpoint = $1',
      [touchpoint],
    );
    expect(rows).toEqual([{ counts: distribution }]);
  });
const scores = (...responses: [score: number, times: number][]) =>
  responses.flatMap(([score, times]) => Array.from({ length: times }, () => score));

describe('scoring', () => {
  it('leaves answers to other metrics alone: a CSAT of 5 is no detractor', async () => {
    await record(
      response({ touchpoint: 'other-metric', metric: 'csat', score: 5 }),
      response({ touchpoint: 'other-metric', metric: 'ces', score: 7 }),
      response({ touchpoint: 'other-metric', metric: 'nps', score: 10 }),
      response({ touchpoint: 'other-metric', score: 9 }),
    );
    await eventuallyCounts('other-metric', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  }, 30_000);

  it('scores a response once, however often Kafka delivers it', async () => {
    const published = await harness.published(contracts.responseScored);
    const first = response({ touchpoint: 'once', accountId: 'acme', invitationId: 'i-1' });
    const second = { ...first, revision: 2, score: 3 };
    const delivered = [first, second, first].map((data) => toRecord(contracts.responseRecorded, data));
    await harness.send(contracts.responseRecorded.topic, ...delivered, ...delivered);
    await record(first, second, second, first, response({ touchpoint: 'after' }));
    await eventuallyCounts('once', [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    const events = await eventually(() => {
      expect(published().map(({ data }) => data.touchpoint)).toContain('after');
      return published().filter(({ data }) => data.responseId === first.responseId);
    });
    expect(events.filter(({ data }) => data.revision === 2)).toEqual([
      expect.objectContaining({
        data: expect.objectContaining({ score: 3, category: 'detractor', accountId: 'acme', invitationId: 'i-1' }),
      }),
    ]);
    expect(events.filter(({ data }) => data.revision === 1).length).toBeLessThanOrEqual(1);
    expect(events[0]!.record.headers).toMatchObject({
      ce_causationid: expect.any(String),
      ce_source: '/rapport/scoring',
    });
  }, 30_000);

  it('moves the counts by exactly the difference when a response is revised, and says from which category', async () => {
    const published = await harness.published(contracts.responseScored);
    const first = response({ touchpoint: 'revised', score: 10 });
    await record(first, response({ touchpoint: 'revised', score: 10 }));
    await eventuallyCounts('revised', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    await record({ ...first, revision: 3, score: 7 });
    await eventuallyCounts('revised', [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1]);
    await record({ ...first, revision: 2, score: 0 }, { ...first, revision: 4, score: 8 });
    await eventuallyCounts('revised', [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
    await eventually(() => {
      const events = published().filter(({ data }) => data.responseId === first.responseId);
      expect(events.map(({ data }) => [data.revision, data.category, data.previousCategory])).toEqual([
        [1, 'promoter', undefined],
        [3, 'passive', 'promoter'],
        [4, 'passive', 'passive'],
      ]);
    });
    expect((await get(`/v1/scores/${first.responseId}`)).body).toMatchObject({
      revision: 4,
      score: 8,
      category: 'passive',
      previousCategory: 'passive',
    });
  }, 30_000);

  it('takes an excluded response out of every number, and back in where it was, and tells both', async () => {
    const published = await harness.published(contracts.responseScored);
    const first = response({ touchpoint: 'excluded', score: 2, historic: true, anonymous: true });
    await record(first, response({ touchpoint: 'excluded', score: 10 }));
    await eventuallyCounts('excluded', [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    await record({ ...first, revision: 2, state: 'excluded', stateReason: 'a test' });
    await eventuallyCounts('excluded', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect((await get(`/v1/scores/${first.responseId}`)).body).toMatchObject({ revision: 2, score: 2, counts: false });
    await record({ ...first, revision: 3, state: 'confirmed' });
    await eventuallyCounts('excluded', [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    await eventually(() => {
      const events = published().filter(({ data }) => data.responseId === first.responseId);
      expect(events.map(({ data }) => [data.revision, data.state, data.previousCategory])).toEqual([
        [1, undefined, undefined],
        [2, 'excluded', 'detractor'],
        [3, undefined, undefined],
      ]);
      for (const { data } of events) expect(data).toMatchObject({ historic: true, anonymous: true });
    });
  }, 30_000);

  it('counts nothing of a response that is first heard of when it is excluded', async () => {
    const gone = response({ touchpoint: 'never-counted', revision: 2, score: 0, state: 'set_aside' });
    await record(gone, response({ touchpoint: 'never-counted' }), { ...gone, revision: 1, state: 'confirmed' });
    await eventuallyCounts('never-counted', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
    expect((await get(`/v1/scores/${gone.responseId}`)).body).toMatchObject({ revision: 2, counts: false });
  }, 30_000);

  it('counts a response under the segment of its time, and keeps it there when the account moves', async () => {
    const snapshot = { accountId: 'globex', version: 1, lifecycle: 'active', updatedAt: '2026-03-01T00:00:00Z' };
    const early = response({ touchpoint: 'moved', accountId: 'globex' });
    await record(early);
    await eventually(async () => expect((await get(`/v1/scores/${early.responseId}`)).body.segment).toBe('unknown'));
    await harness.publish(contracts.accountSnapshot, { ...snapshot, segment: 'enterprise' });
    await eventually(async () => {
      expect(await harness.database.query('SELECT segment FROM scoring.accounts')).toEqual([{ segment: 'enterprise' }]);
    });
    const late = response({ touchpoint: 'moved', accountId: 'globex' });
    await record(late, { ...early, revision: 2, score: 2 });
    await eventually(async () => expect((await get(`/v1/scores/${late.responseId}`)).body.segment).toBe('enterprise'));
    const { groups } = await nps('touchpoint=moved&groupBy=segment');
    expect(groups.map(({ key, n }: { key: string; n: number }) => [key, n])).toEqual([
      ['unknown', 1],
      ['enterprise', 1],
    ]);
    expect(await nps('touchpoint=moved&segment=unknown')).toMatchObject({ n: 1, segment: 'unknown' });
  }, 30_000);

  it('makes a response that cannot be scored a dead letter that names the field, and scores the others', async () => {
    const good = response({ touchpoint: 'beside', contactId: 'c-9' });
    const bad = response({ touchpoint: 'beside', contactId: 'c-9', score: 11 });
    await record(bad, good, response({ contactId: 'c-9', answeredAt: '1800-01-01T00:00:00Z' }));
    await eventuallyCounts('beside', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
    const { body } = await harness.call(service, 'GET', '/v1/operations/scoring/dead-letters');
    expect(body.items.map(({ key, field }: { key: string; field: string }) => [key, field])).toEqual([
      ['c-9', 'answeredAt'],
      ['c-9', 'score'],
    ]);
    expect((await get(`/v1/scores/${bad.responseId}`)).status).toBe(404);
  }, 30_000);
});

describe('GET /v1/metrics/nps', () => {
  const march = '2026-03-10T00:00:00Z';
  const february = '2026-02-10T23:59:59Z';

  beforeAll(async () => {
    const at = (answeredAt: string, touchpoint: string, given: number[]) =>
      given.map((score) => response({ answeredAt, touchpoint, score }));
    await record(
      ...at(march, 'nps.onboarding', scores([0, 5], [6, 5], [7, 10], [9, 10], [10, 30])),
      ...at(february, 'nps.onboarding', scores([0, 20], [8, 20], [10, 20])),
      ...at(march, 'nps.support', scores([10, 4])),
    );
    await eventually(async () => {
      const [row] = await harness.database.query<{ count: string }>(
        `SELECT count(*) FROM scoring.scored_responses WHERE touchpoint LIKE 'nps.%'`,
      );
      expect(row!.count).toBe('124');
    });
  }, 30_000);

  it('answers with n, distribution, interval and the window, the last 90 days when none is given', async () => {
    expect(await nps('touchpoint=nps.onboarding')).toMatchObject({
      method: 'respondent_nps',
      window: { from: '2026-01-01', to: '2026-03-31' },
      n: 120,
      nps: 25,
    });
    expect(await nps('touchpoint=nps.onboarding&from=2026-03-10&to=2026-03-10')).toEqual({
      method: 'respondent_nps',
      window: { from: '2026-03-10', to: '2026-03-10' },
      segment: null,
      touchpoint: 'nps.onboarding',
      privacyFloor: 5,
      n: 60,
      distribution: [5, 0, 0, 0, 0, 0, 5, 10, 0, 10, 30],
      detractors: 10,
      passives: 10,
      promoters: 40,
      nps: 50,
      hidden: false,
      lowBase: false,
      standardError: expect.closeTo(9.8601, 3),
      interval: { lower: expect.any(Number), upper: expect.any(Number), confidence: 0.95, method: 'adjusted_wald' },
    });
  });

  it('hides what falls below the privacy floor', async () => {
    const hidden = {
      n: 4,
      hidden: true,
      nps: null,
      distribution: null,
      promoters: null,
      interval: null,
      lowBase: true,
    };
    expect(await nps('touchpoint=nps.support')).toMatchObject(hidden);
    const { groups } = await nps('from=2026-03-10&to=2026-03-10&groupBy=touchpoint');
    expect(groups).toEqual([
      expect.objectContaining({ key: 'nps.onboarding', n: 60, nps: 50 }),
      expect.objectContaining({ key: 'nps.support', ...hidden }),
    ]);
  });

  it('compares with the window of equal length before', async () => {
    const report = await nps('touchpoint=nps.onboarding&from=2026-03-01&to=2026-03-28&compare=previous');
    expect(report).toMatchObject({
      n: 60,
      previousWindow: { from: '2026-02-01', to: '2026-02-28' },
      previous: { n: 60, nps: 0 },
      comparison: { observedDelta: 50, hidden: false, interval: { confidence: 0.95 } },
    });
    expect(report.comparison.pValue).toBeLessThan(0.001);
    expect(report.comparison.interval.lower).toBeGreaterThan(0);
  });

  it('breaks a window down by day', async () => {
    const { groups } = await nps('touchpoint=nps.onboarding&groupBy=day');
    expect(groups.map(({ key, nps }: { key: string; nps: number }) => [key, nps])).toEqual([
      ['2026-02-10', 0],
      ['2026-03-10', 50],
    ]);
  });

  it.each([
    ['from=2026-02-30', 'from'],
    ['from=2026-03-02&to=2026-03-01', 'from'],
    ['from=2020-01-01', 'from'],
    ['to=yesterday', 'to'],
    ['groupBy=account', 'groupBy'],
    ['compare=next', 'compare'],
    ['compare=previous&groupBy=day', 'compare'],
    ['segment=a%00b', 'segment'],
    ['source=api', 'source'],
  ])('answers %s with a problem that names %s', async (query, field) => {
    const { status, body } = await get(`/v1/metrics/nps?${query}`);
    expect(status).toBe(400);
    expect(body.errors).toContainEqual({ field, reason: expect.any(String) });
  });
});
