import { contracts, type DataOf } from '#contracts';
import { newId } from '#messaging';
import { eventually } from '#testing';
import { response, Tagging } from '../fixtures/tagging.js';

type Recorded = DataOf<typeof contracts.feedbackRecorded>;

let tagging: Tagging;
beforeAll(async () => {
  tagging = await Tagging.start();
}, 60_000);
afterAll(() => tagging?.harness.stop(), 30_000);

const item = (text: string, change: Partial<Recorded> = {}): Recorded => ({
  feedbackId: newId(),
  revision: 1,
  source: 'zendesk',
  externalId: '4711',
  kind: 'ticket',
  text,
  writtenAt: '2026-03-30T10:00:00Z',
  revisedAt: '2026-03-30T10:00:00Z',
  ...change,
});
const removal = ({ feedbackId }: Recorded, revision: number) => ({
  feedbackId,
  revision,
  reason: 'deleted',
  removedAt: '2026-03-31T10:00:00Z',
});

/** Waits until these events were handled. */
async function handled(ids: readonly string[]): Promise<void> {
  await eventually(async () => {
    const sql = 'SELECT 1 FROM feedback_tagging.inbox WHERE event_key LIKE ANY ($1::text[])';
    expect(await tagging.harness.database.query(sql, [ids.map((id) => `% ${id}`)])).toHaveLength(ids.length);
  });
}
const record = async (...items: Recorded[]) =>
  handled(await tagging.harness.publish(contracts.feedbackRecorded, ...items));
const remove = async (given: Recorded, revision: number) =>
  handled(await tagging.harness.publish(contracts.feedbackRemoved, removal(given, revision)));
const insightsOf = ({ feedbackId }: Recorded) => tagging.insightsOf(feedbackId);

describe('a feedback item', () => {
  it('has an insight that says what it is, with the words of its title as well', async () => {
    const given = item('It takes days', { contactId: 'maria', accountId: 'acme', title: 'The support is rude' });
    await record(given);
    const [insight] = await insightsOf(given);
    expect(insight).toMatchObject({
      source: 'feedback',
      feedbackKind: 'ticket',
      contactId: 'maria',
      accountId: 'acme',
      sentiment: 'negative',
      day: '2026-03-30',
      comment: 'The support is rude\n\nIt takes days',
    });
    expect(insight.themes).toMatchObject([{ theme: 'support.friendliness', sentiment: 'negative' }]);
    await eventually(() => {
      const [found] = tagging.publishedOf(given.feedbackId);
      expect(found?.data).toMatchObject({ source: 'feedback', feedbackKind: 'ticket', contactId: 'maria' });
      expect(found?.data.anonymous).toBeUndefined();
    });
  }, 30_000);

  it('of nobody known has one too, whose events are ordered by the item', async () => {
    const given = item('The support was great', { kind: 'review' });
    await record(given);
    expect(await insightsOf(given)).toMatchObject([{ contactId: null, sentiment: 'positive' }]);
    await eventually(() => {
      const [found] = tagging.publishedOf(given.feedbackId);
      expect(found?.data).toMatchObject({ contactId: `feedback-${given.feedbackId}`, anonymous: true });
    });
  }, 30_000);

  it('is read again when it was edited, and linked when its person is known', async () => {
    const given = item('The support is slow and rude');
    await record(given);
    const [before] = await insightsOf(given);
    await record({ ...given, revision: 2, text: 'The support was great', contactId: 'maria' });
    expect(await insightsOf(given)).toMatchObject([
      { insightId: before.insightId, sentiment: 'positive', sourceRevision: 2, contactId: 'maria' },
    ]);
    await record(given);
    expect(await insightsOf(given)).toMatchObject([{ sourceRevision: 2 }]);
  }, 30_000);

  it('that was removed has none, also where its removal comes first, until it is restored', async () => {
    const given = item('The support is slow and rude');
    await record(given);
    await remove(given, 2);
    expect(await insightsOf(given)).toEqual([]);
    const overtaken = item('The support is slow and rude');
    await remove(overtaken, 2);
    await record(overtaken);
    expect(await insightsOf(overtaken)).toEqual([]);
    const kept = await tagging.harness.database.query(
      `SELECT comment FROM feedback_tagging.insights WHERE source_id = ANY ($1) AND comment <> ''`,
      [[given.feedbackId, overtaken.feedbackId]],
    );
    expect(kept).toEqual([]);
    await record({ ...given, revision: 3 });
    expect(await insightsOf(given)).toMatchObject([{ sourceRevision: 3, sentiment: 'negative' }]);
  }, 30_000);

  it('is the survivor’s after a merge, and not read once its person was erased', async () => {
    const at = '2026-03-31T12:00:00Z';
    await handled([
      ...(await tagging.harness.publish(contracts.contactMerged, {
        contactId: 'tom-2',
        survivorId: 'tom',
        mergedAt: at,
      })),
      ...(await tagging.harness.publish(contracts.accountMerged, {
        accountId: 'old',
        survivorId: 'new',
        mergedAt: at,
      })),
      ...(await tagging.harness.publish(contracts.contactErased, { contactId: 'e', erasureId: 'e-1', erasedAt: at })),
    ]);
    const merged = item('The support was great', { contactId: 'tom-2', accountId: 'old' });
    const unlinked = item('The support was great', { accountId: 'old' });
    const erased = item('The support was great', { contactId: 'e' });
    await record(merged, unlinked, erased);
    expect(await insightsOf(merged)).toMatchObject([{ contactId: 'tom', accountId: 'new' }]);
    expect(await insightsOf(unlinked)).toMatchObject([{ contactId: null, accountId: 'new' }]);
    expect(await insightsOf(erased)).toEqual([]);
  }, 30_000);

  it('that cannot be kept becomes a dead letter, which names the field', async () => {
    const wrong = item('x', { writtenAt: '1950-01-01T00:00:00Z' });
    await record(wrong);
    const { body } = await tagging.get('/v1/operations/feedback-tagging/dead-letters');
    expect(body.items).toMatchObject([{ key: wrong.feedbackId, field: 'writtenAt' }]);
  }, 30_000);
});

describe('insights', () => {
  it('can be asked by where the text is from and by what it is, and themes count feedback only where asked', async () => {
    const contactId = 'filters';
    const given = response('The invoice is wrong', { contactId, answeredAt: '2025-05-05T00:00:00Z' });
    await tagging.record(given);
    const written = { contactId, writtenAt: '2025-05-05T00:00:00Z' };
    const review = item('The invoice is wrong', { ...written, kind: 'review' });
    const note = item('The invoice is wrong', { ...written, kind: 'csm_note' });
    await record(review, note);
    const found = async (filter: string) => {
      const { items } = (await tagging.get(`/v1/insights?limit=200&${filter}`)).body;
      const wanted = [given.responseId, review.feedbackId, note.feedbackId];
      return wanted.map((id) => items.some(({ sourceId }: { sourceId: string }) => sourceId === id));
    };
    expect(await found('source=response')).toEqual([true, false, false]);
    expect(await found('source=feedback')).toEqual([false, true, true]);
    expect(await found('feedbackKind=review')).toEqual([false, true, false]);
    expect(await found('')).toEqual([true, true, true]);
    expect((await tagging.get('/v1/insights?source=rumour')).status).toBe(400);
    const billing = async (include: string) => {
      const { body } = await tagging.get(`/v1/themes/summary?from=2025-05-05&to=2025-05-05${include}`);
      return body.themes.map(({ total }: { total: number }) => total);
    };
    const alone = await billing('');
    expect(alone.length).toBeGreaterThan(0);
    expect(new Set(alone)).toEqual(new Set([1]));
    expect(await billing('&include=feedback')).toEqual(alone.map((total: number) => 3 * total));
    expect((await tagging.get('/v1/themes/summary?include=rumours')).status).toBe(400);
  }, 30_000);
});
