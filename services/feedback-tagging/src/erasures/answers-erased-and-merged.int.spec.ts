import { contracts } from '#contracts';
import { eventually } from '#testing';
import { response, Tagging } from '../fixtures/tagging.js';

let tagging: Tagging;

beforeAll(async () => {
  tagging = await Tagging.start();
}, 60_000);
afterAll(() => tagging?.harness.stop(), 30_000);

const get = (path: string) => tagging.get(path);
const insightsOf = (sourceId: string) => tagging.insightsOf(sourceId);
const publishedOf = (sourceId: string) => tagging.publishedOf(sourceId);
const record: Tagging['record'] = (...responses) => tagging.record(...responses);

describe('text answers', () => {
  const answers = (why?: string) => ({
    items: [
      { questionId: 'stars', kind: 'rating', rating: 2, choices: [] },
      ...(why === undefined ? [] : [{ questionId: 'why', kind: 'text', text: why, choices: [] }]),
    ],
  });
  const told = (items: { source: string; questionId: string | null; sourceRevision: number; sentiment: string }[]) =>
    items.map((it) => [it.source, it.questionId, it.sourceRevision, it.sentiment]);

  it('are read beside the comment, each with its question', async () => {
    const given = response('I love it', { answers: answers('The support is slow and rude') });
    await record(given);
    expect(told(await insightsOf(given.responseId)).sort()).toEqual([
      ['answer', 'why', 1, 'negative'],
      ['response', null, 1, 'positive'],
    ]);
    const found = publishedOf(given.responseId).map(({ data }) => [data.source, data.questionId]);
    expect(found.sort()).toEqual([
      ['answer', 'why'],
      ['response', undefined],
    ]);
    expect(told((await get('/v1/insights?questionId=why')).body.items)).toEqual([['answer', 'why', 1, 'negative']]);
  }, 30_000);

  it('are replaced by a revision, removed by one that takes them back, and not brought back by a late one', async () => {
    const first = response(undefined, { answers: answers('The support is slow and rude') });
    await record(first);
    const second = { ...first, revision: 2, answers: answers('The support was great') };
    await record(second);
    expect(told(await insightsOf(first.responseId))).toEqual([['answer', 'why', 2, 'positive']]);
    await record({ ...first, revision: 3, answers: answers() });
    expect(await insightsOf(first.responseId)).toEqual([]);
    await record(second, first);
    expect(await insightsOf(first.responseId)).toEqual([]);
  }, 30_000);

  it('that come late after a revision without them are not read', async () => {
    const first = response('Fine, thanks', { answers: answers('The support is slow and rude') });
    await record({ ...first, revision: 2, answers: answers() });
    await record(first);
    expect(told(await insightsOf(first.responseId))).toEqual([['response', null, 2, expect.any(String)]]);
  }, 30_000);
});

describe('an erasure', () => {
  it('takes the words out of insights, leaves the themes, and brings nothing back', async () => {
    const reports = await tagging.harness.published(contracts.erasedInFeedbackTagging);
    const erase = async (erasureId: string) => {
      const erasedAt = '2026-03-31T12:00:00Z';
      await tagging.harness.publish(contracts.contactErased, { contactId: 'erasmia', erasureId, erasedAt });
      return eventually(() => {
        const report = reports().find(({ data }) => data.erasureId === erasureId);
        expect(report?.data.contactId).toBe('erasmia');
        return report!.data.records;
      });
    };
    const given = response('Erasmia says: the support is slow and rude', { contactId: 'erasmia' });
    await record(given);
    const themes = () =>
      tagging.harness.database.query(
        `SELECT theme FROM feedback_tagging.insight_themes JOIN feedback_tagging.insights USING (insight_id)
         WHERE contact_id = 'erasmia' ORDER BY theme`,
      );
    const before = await themes();
    expect(before.length).toBeGreaterThan(0);
    // The second one is of what `record` sends behind the first.
    expect(await erase('first')).toEqual({ insights: 2 });
    const late = response('Erasmia again: the support is slow and rude', { contactId: 'erasmia' });
    const ids = await tagging.harness.publish(contracts.responseRecorded, late, { ...given, revision: 2 });
    await eventually(async () => {
      const sql = 'SELECT 1 FROM feedback_tagging.inbox WHERE event_key LIKE ANY ($1::text[])';
      expect(await tagging.harness.database.query(sql, [ids.map((id) => `% ${id}`)])).toHaveLength(2);
    });
    const [insight] = await insightsOf(given.responseId);
    expect(insight).toMatchObject({ comment: '', sentiment: 'negative', sourceRevision: 1 });
    expect(insight.themes.flatMap(({ evidence }: { evidence: string[] }) => evidence)).toEqual([]);
    expect(await themes()).toEqual(before);
    expect(await insightsOf(late.responseId)).toEqual([]);
    expect(publishedOf(late.responseId)).toEqual([]);
    expect(await erase('second')).toEqual({});
  }, 30_000);
});

describe('a merge', () => {
  it('has the insights be the survivor’s, and those into what comes under the former ids', async () => {
    const of = { contactId: 'tom-2', accountId: 'old-acme' };
    const before = response('The support was great', of);
    await record(before);
    const mergedAt = '2026-03-31T12:00:00Z';
    await tagging.harness.publish(contracts.contactMerged, { contactId: 'tom-2', survivorId: 'tom', mergedAt });
    await tagging.harness.publish(contracts.accountMerged, { accountId: 'old-acme', survivorId: 'new-acme', mergedAt });
    const survivors = { contactId: 'tom', accountId: 'new-acme' };
    await eventually(async () => expect(await insightsOf(before.responseId)).toMatchObject([survivors]));
    const after = response('The support was great', of);
    await record(after);
    await eventually(async () => expect(await insightsOf(after.responseId)).toMatchObject([survivors]));
    expect(publishedOf(after.responseId).map(({ data }) => data)).toMatchObject([survivors]);
  }, 30_000);
});
