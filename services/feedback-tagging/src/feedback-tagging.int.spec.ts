import { contracts } from '#contracts';
import { toRecord } from '#messaging';
import { eventually } from '#testing';
import { response, Tagging } from './fixtures/tagging.js';

let tagging: Tagging;

beforeAll(async () => {
  tagging = await Tagging.start();
}, 60_000);
afterAll(() => tagging?.harness.stop(), 30_000);

const get = (path: string) => tagging.get(path);
const insightsOf = (sourceId: string) => tagging.insightsOf(sourceId);
const publishedOf = (sourceId: string) => tagging.publishedOf(sourceId);
const record: Tagging['record'] = (...responses) => tagging.record(...responses);

describe('tagging', () => {
  it('makes one insight of a comment, however often it is delivered', async () => {
    const given = response('The support is slow and rude', { accountId: 'acme' });
    const again = toRecord(contracts.responseRecorded, given);
    await tagging.harness.send(contracts.responseRecorded.topic, again, again);
    await record(given, given);
    await record(given);
    expect(await insightsOf(given.responseId)).toEqual([
      expect.objectContaining({
        source: 'response',
        sourceRevision: 1,
        contactId: 'c-1',
        accountId: 'acme',
        language: 'en',
        sentiment: 'negative',
        comment: given.comment,
        day: '2026-03-30',
        foundAt: '2026-03-31T12:00:00.000Z',
      }),
    ]);
    const [event, ...more] = publishedOf(given.responseId);
    expect(more).toEqual([]);
    expect(event!.data).toMatchObject({ sourceRevision: 1, accountId: 'acme', language: 'en', sentiment: 'negative' });
    expect(event!.data.themes.map(({ theme }) => theme.split('.')[0])).toContain('support');
    expect(event!.data.themes.flatMap(({ evidence }) => evidence)).toContain('support');
    expect(event!.data).not.toHaveProperty('comment');
    expect(event!.record.headers).toMatchObject({
      ce_source: '/rapport/feedback-tagging',
      ce_causationid: again.headers!.ce_id,
    });
  }, 30_000);

  it('replaces the insight when the comment is revised, and a late earlier revision changes nothing', async () => {
    const first = response('Far too expensive');
    const second = { ...first, revision: 2, comment: 'The support was great after all' };
    await record(first);
    const [before] = await insightsOf(first.responseId);
    await record(second);
    await record({ ...first });
    const insights = await insightsOf(first.responseId);
    expect(insights).toMatchObject([{ insightId: before.insightId, sourceRevision: 2, sentiment: 'positive' }]);
    expect(
      publishedOf(first.responseId).map(({ data }) => [data.insightId, data.sourceRevision, data.sentiment]),
    ).toEqual([
      [before.insightId, 1, 'negative'],
      [before.insightId, 2, 'positive'],
    ]);
    const rows = await tagging.harness.database.query(
      'SELECT theme FROM feedback_tagging.insight_themes WHERE insight_id = $1',
      [before.insightId],
    );
    expect(rows.map(({ theme }) => theme).sort()).toEqual(
      insights[0].themes.map(({ theme }: { theme: string }) => theme).sort(),
    );
  }, 30_000);

  it('reads the last of several revisions that come together', async () => {
    const first = response('Far too expensive');
    const third = { ...first, revision: 3, comment: 'I love it' };
    await tagging.harness.publish(
      contracts.responseRecorded,
      third,
      { ...first, revision: 2, comment: 'Awful' },
      first,
    );
    await record();
    expect(await insightsOf(first.responseId)).toMatchObject([{ sourceRevision: 3, sentiment: 'positive' }]);
    expect(publishedOf(first.responseId).map(({ data }) => data.sourceRevision)).toEqual([3]);
  }, 30_000);

  it('removes the insight and the text when a revision takes the comment back, for good', async () => {
    const first = response('The support is slow and rude');
    await record(first);
    const [before] = await insightsOf(first.responseId);
    const { comment: _, ...silent } = first;
    await record({ ...silent, revision: 2 }, first);
    expect(await insightsOf(first.responseId)).toEqual([]);
    expect((await get(`/v1/insights/${before.insightId}`)).status).toBe(404);
    const left = await tagging.harness.database.query(
      `SELECT comment, themes, (SELECT count(*)::int FROM feedback_tagging.insight_themes t WHERE t.insight_id = i.insight_id)
       AS rows FROM feedback_tagging.insights i WHERE source_id = $1`,
      [first.responseId],
    );
    expect(left).toEqual([{ comment: '', themes: [], rows: 0 }]);
    await record({ ...first, revision: 3 });
    expect(await insightsOf(first.responseId)).toMatchObject([{ insightId: before.insightId, sourceRevision: 3 }]);
  }, 30_000);

  it('removes the insights of an excluded response, and brings them back when it is restored', async () => {
    const answers = { items: [{ questionId: 'why', kind: 'text', text: 'Far too expensive', choices: [] }] };
    const first = response('The support is slow and rude', { answers });
    await record(first);
    const before = await insightsOf(first.responseId);
    expect(before).toHaveLength(2);
    await record({ ...first, revision: 2, state: 'excluded' }, first);
    expect(await insightsOf(first.responseId)).toEqual([]);
    const themes = await tagging.harness.database.query(
      'SELECT 1 FROM feedback_tagging.insight_themes JOIN feedback_tagging.insights USING (insight_id) WHERE source_id = $1',
      [first.responseId],
    );
    expect(themes).toEqual([]);
    await record({ ...first, revision: 3 }, { ...first, revision: 2, state: 'excluded' });
    const ids = (insights: { insightId: string }[]) => insights.map(({ insightId }) => insightId).sort();
    const after = await insightsOf(first.responseId);
    expect(ids(after)).toEqual(ids(before));
    for (const { sourceRevision } of after) expect(sourceRevision).toBe(3);
  }, 30_000);

  it('makes no insight where nothing is said', async () => {
    const silent = [undefined, '', '  \n ', '...', '?!'].map((comment) => response(comment));
    await record(...silent);
    for (const { responseId } of silent) expect(await insightsOf(responseId)).toEqual([]);
  }, 30_000);

  it('reads the strangest texts without a dead letter', async () => {
    const strange = [
      '😡'.repeat(10_000),
      '\uD83D support \uDE00 great \uD800',
      'الدعم ممتاز \u202Eسيء\u202C שירות גרוע',
      `support${'x'.repeat(100_000)}`,
      'support great '.repeat(10_000),
      `<script>alert(1)</script> {"a":"\\u0041"} '); DROP TABLE insights; --`,
      'constructor __proto__ toString',
    ].map((comment) => response(comment, { contactId: 'c-strange' }));
    await tagging.harness.publish(contracts.responseRecorded, ...strange);
    for (const { responseId } of strange) {
      await eventually(() => expect(publishedOf(responseId)).toHaveLength(1));
      expect(await insightsOf(responseId)).toHaveLength(1);
    }
    const operations = '/v1/operations/feedback-tagging';
    expect((await get(`${operations}/dead-letters`)).body.items).toEqual([]);
    expect((await get(`${operations}/parked-keys`)).body).toEqual([]);
  }, 30_000);
});

describe('REST', () => {
  const day = '2025-06-15T08:00:00Z';

  it('lists insights newest first, by theme, sentiment and language, page by page', async () => {
    const given = [
      response('El soporte es muy lento y no me gusta nada', { answeredAt: day }),
      response('El soporte es excelente, estoy muy contento', { answeredAt: day }),
      response('Es demasiado caro para lo que ofrece', { answeredAt: day }),
    ];
    for (const one of given) await record(one);
    const ids = (body: { items: { sourceId: string }[] }) => body.items.map(({ sourceId }) => sourceId);
    const all = (await get('/v1/insights?language=es')).body;
    expect(ids(all)).toEqual(given.map(({ responseId }) => responseId).reverse());
    const first = (await get('/v1/insights?language=es&limit=2')).body;
    expect(ids(first)).toEqual(ids(all).slice(0, 2));
    const second = (await get(`/v1/insights?language=es&limit=2&cursor=${first.nextCursor}`)).body;
    expect({ ids: ids(second), nextCursor: second.nextCursor }).toEqual({ ids: ids(all).slice(2), nextCursor: null });
    expect(ids((await get('/v1/insights?language=es&sentiment=positive')).body)).toEqual([given[1]!.responseId]);
    const about = all.items[0].themes[0].theme;
    expect(ids((await get(`/v1/insights?language=es&theme=${about}`)).body)).toEqual([given[2]!.responseId]);
    expect((await get(`/v1/insights/${all.items[0].insightId}`)).body).toEqual(all.items[0]);
  }, 30_000);

  it('counts the themes of a span of days', async () => {
    const { body } = await get('/v1/themes/summary?from=2025-06-15&to=2025-06-15');
    expect(body.window).toEqual({ from: '2025-06-15', to: '2025-06-15' });
    const support = body.themes.find(({ theme }: { theme: string }) => theme === 'support');
    expect(support).toMatchObject({ total: expect.any(Number), positive: 1 });
    for (const { total, positive, neutral, negative, mixed } of body.themes) {
      expect(total).toBe(positive + neutral + negative + mixed);
    }
    expect((await get('/v1/themes/summary?from=2025-06-16&to=2025-06-16')).body.themes).toEqual([]);
  });

  it('shows the taxonomy as a tree', async () => {
    const { version, themes } = (await get('/v1/taxonomy')).body;
    expect(version).toMatch(/^\d{4}\.\d+$/);
    const ids = new Set(themes.map(({ id }: { id: string }) => id));
    for (const { parent } of themes) expect(parent === null || ids.has(parent)).toBe(true);
  });

  it('previews what tagging would find, and records nothing', async () => {
    const before = await tagging.harness.database.query('SELECT count(*) FROM feedback_tagging.insights');
    const text = 'The support was great';
    const { status, body } = await tagging.harness.call(tagging.service, 'POST', '/v1/insights/preview', { text });
    expect(status).toBe(200);
    expect(body.insight).toMatchObject({ language: 'en', sentiment: 'positive' });
    for (const { start, end, text: words } of body.insight.evidence) expect(text.slice(start, end)).toBe(words);
    expect((await tagging.harness.call(tagging.service, 'POST', '/v1/insights/preview', { text: '...' })).body).toEqual(
      {
        insight: null,
      },
    );
    expect(await tagging.harness.database.query('SELECT count(*) FROM feedback_tagging.insights')).toEqual(before);
  });

  it.each([
    ['/v1/insights?limit=201', 'limit'],
    ['/v1/insights?cursor=1', 'cursor'],
    ['/v1/insights?sentiment=angry', 'sentiment'],
    ['/v1/insights?theme=a%00b', 'theme'],
    ['/v1/insights?sourceId=%00', 'sourceId'],
    ['/v1/insights?account=acme', 'account'],
    ['/v1/themes/summary?from=2026-02-30', 'from'],
    ['/v1/themes/summary?to=2026-03', 'to'],
    ['/v1/themes/summary?from=2026-03-02&to=2026-03-01', 'from'],
  ])('answers %s with a problem that names %s', async (path, field) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body.errors).toContainEqual({ field, reason: expect.any(String) });
  });

  it('refuses a text that is none or too long', async () => {
    for (const body of [{}, { text: 5 }, { text: 'a'.repeat(10_001) }]) {
      const answer = await tagging.harness.call(tagging.service, 'POST', '/v1/insights/preview', body);
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: expect.arrayContaining([expect.objectContaining({ field: 'text' })]) },
      });
    }
  });
});
