import { contracts, type DataOf } from '#contracts';
import { newId } from '#messaging';
import { eventually } from '#testing';
import { Intake } from '../fixtures/intake.js';

type Received = DataOf<typeof contracts.feedbackReceived>;

let intake: Intake;
let startedAt: number;
let recorded: () => { data: DataOf<typeof contracts.feedbackRecorded> }[];
let removed: () => { data: DataOf<typeof contracts.feedbackRemoved> }[];

beforeAll(async () => {
  intake = await Intake.start();
  startedAt = intake.clock.now().getTime();
  recorded = await intake.harness.published(contracts.feedbackRecorded);
  removed = await intake.harness.published(contracts.feedbackRemoved);
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

/** Some time before the first of these tests, by the service's clock: RFC 3339. */
const ago = (minutes: number) => new Date(startedAt - minutes * 60_000).toISOString();
const item = (change: Partial<Received> = {}): Received => ({
  source: 'zendesk',
  externalId: newId(),
  kind: 'ticket',
  text: 'The export takes ten minutes.',
  writtenAt: ago(60),
  updatedAt: ago(60),
  ...change,
});
const call = (method: string, path: string, body?: unknown) =>
  intake.harness.call(intake.service, method, `/v1/feedback${path}`, body);
const post = (body: unknown) => call('POST', '', body);
const show = async (feedbackId: string) => (await call('GET', `/${feedbackId}`)).body;
const listed = async (query: string) => (await call('GET', `?${query}`)).body.items;
const of = (source: string, externalId: string) =>
  listed(new URLSearchParams({ source, externalId, removed: 'true' }).toString());

/** Sends items over Kafka, in their order, and waits until the last of them is there. */
async function send(...items: Received[]): Promise<void> {
  const ids = await intake.harness.publish(contracts.feedbackReceived, ...items);
  await eventually(async () => {
    const sql = `SELECT 1 FROM response_intake.inbox WHERE consumer = 'record-feedback-when-received'
      AND event_key LIKE ANY ($1::text[])`;
    expect(await intake.harness.database.query(sql, [ids.map((id) => `% ${id}`)])).toHaveLength(items.length);
  });
}

async function know(contactId: string, email: string, accountId?: string): Promise<void> {
  const updatedAt = intake.clock.now().toISOString();
  const snapshot = { contactId, version: 1, email, accountId, emailConsent: true, updatedAt };
  await intake.harness.publish(contracts.contactSnapshot, snapshot);
  await eventually(async () => {
    const sql = 'SELECT 1 FROM response_intake.contacts WHERE contact_id = $1';
    expect(await intake.harness.database.query(sql, [contactId])).toHaveLength(1);
  });
}

describe('feedback over Kafka', () => {
  it('is recorded once, however often it comes, and linked by an address that is not kept', async () => {
    await know('maria', 'maria@acme.example', 'acme');
    const given = item({ email: 'Maria@Acme.example', rating: { value: 2, lowest: 1, highest: 5 }, language: 'en' });
    await send(given, given, given);
    const [kept] = await of('zendesk', given.externalId);
    expect(kept).toMatchObject({ revision: 1, contactId: 'maria', accountId: 'acme', text: given.text, removed: null });
    expect(kept.rating).toEqual({ value: 2, lowest: 1, highest: 5 });
    await eventually(() => {
      const told = recorded().filter(({ data }) => data.externalId === given.externalId);
      expect(told.map(({ data }) => data)).toEqual([
        expect.objectContaining({ feedbackId: kept.feedbackId, revision: 1, contactId: 'maria', text: given.text }),
      ]);
    });
    const everything = await intake.harness.database.query('SELECT * FROM response_intake.feedback_items');
    expect(JSON.stringify(everything).toLowerCase()).not.toContain('maria@');
  }, 30_000);

  it('follows edits and deletions, whatever the order in which they come', async () => {
    const { externalId } = item();
    await send(item({ externalId, updatedAt: ago(50) }), item({ externalId, text: 'Now fast.', updatedAt: ago(40) }));
    expect(await of('zendesk', externalId)).toMatchObject([{ revision: 2, text: 'Now fast.' }]);
    await send(item({ externalId, text: undefined, deleted: true, updatedAt: ago(20) }));
    await send(item({ externalId, text: 'Late', updatedAt: ago(30) }));
    const [kept] = await of('zendesk', externalId);
    expect(kept).toMatchObject({ revision: 3, text: null, title: null, removed: 'deleted' });
    await eventually(() =>
      expect(removed().map(({ data }) => data)).toContainEqual(
        expect.objectContaining({ feedbackId: kept.feedbackId, revision: 3, reason: 'deleted' }),
      ),
    );
  }, 30_000);

  it('that is wrong becomes a dead letter which names the field, and keeps nothing else back', async () => {
    const good = item();
    const bad = item({ rating: { value: 9, lowest: 1, highest: 5 } });
    await send(bad, good);
    expect(await of('zendesk', good.externalId)).toHaveLength(1);
    expect(await of('zendesk', bad.externalId)).toEqual([]);
    const letters = await intake.harness.call(intake.service, 'GET', '/v1/operations/response-intake/dead-letters');
    expect(letters.body.items).toMatchObject([{ key: bad.externalId, field: 'rating' }]);
  }, 30_000);
});

describe('feedback over REST', () => {
  it('is recorded, edited and left as it is by what is older', async () => {
    const given = item({ updatedAt: ago(30) });
    const first = await post(given);
    expect(first).toMatchObject({ status: 201, body: { outcome: 'recorded', revision: 1 } });
    expect(await post(given)).toMatchObject({ status: 200, body: { outcome: 'unchanged', revision: 1 } });
    const edited = { ...given, title: 'Export', updatedAt: ago(20) };
    expect(await post(edited)).toMatchObject({ status: 200, body: { outcome: 'revised', revision: 2 } });
    expect(await post(given)).toMatchObject({ status: 200, body: { outcome: 'stale', revision: 2 } });
    expect(await show(first.body.feedbackId)).toMatchObject({ title: 'Export', revision: 2 });
  });

  it('is the same item where its id holds half of a character', async () => {
    const given = item({ externalId: 'half \ud83d' });
    expect((await post(given)).status).toBe(201);
    expect((await post(given)).body).toMatchObject({ outcome: 'unchanged', revision: 1 });
  });

  it('is refused by the rules of Kafka, with each field named', async () => {
    const { status, body } = await post({ ...item(), kind: 'rumour', rating: 5, score: 9 });
    expect(status).toBe(400);
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['kind', 'rating', 'score']);
  });

  it('comes by the thousand, each with its own result', async () => {
    const items: unknown[] = Array.from({ length: 998 }, () => item({ source: 'batch', text: 'x'.repeat(1_000) }));
    items.push({ ...(items[0] as object), text: 'edited' }, { source: 'batch' });
    const { status, body } = await call('POST', '/batch', { items });
    expect(status).toBe(200);
    expect(body.items).toHaveLength(1_000);
    expect(body.items.slice(0, 998).every(({ outcome }: { outcome: string }) => outcome === 'recorded')).toBe(true);
    expect(body.items[998]).toMatchObject({ outcome: 'revised', feedbackId: body.items[0].feedbackId, revision: 2 });
    expect(body.items[999]).toMatchObject({
      outcome: 'refused',
      problems: expect.arrayContaining([{ field: 'text', reason: 'is missing' }]),
    });
    expect((await call('POST', '/batch', { items: [...items, item()] })).status).toBe(400);
    expect((await call('POST', '/batch', { items: [] })).status).toBe(400);
  }, 30_000);

  it('is made once where many send it at the same time', async () => {
    const given = item();
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(given)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.feedbackId)).size).toBe(1);
  });

  it('that is removed has no text any more, for good', async () => {
    const given = item();
    const { feedbackId } = (await post(given)).body;
    expect((await call('DELETE', `/${feedbackId}`)).status).toBe(204);
    expect((await call('DELETE', `/${feedbackId}`)).status).toBe(204);
    expect(await show(feedbackId)).toMatchObject({ text: null, removed: 'withdrawn', revision: 2 });
    expect(await post({ ...given, text: 'Back', updatedAt: ago(1) })).toMatchObject({ status: 410 });
    expect((await call('DELETE', `/${newId()}`)).status).toBe(404);
    await eventually(() => {
      const told = removed().filter(({ data }) => data.feedbackId === feedbackId);
      expect(told.map(({ data }) => [data.revision, data.reason])).toEqual([[2, 'deleted']]);
    });
  }, 30_000);
});

describe('the list of feedback', () => {
  const named = (items: { externalId: string }[]) => items.map(({ externalId }) => externalId).sort();

  beforeAll(async () => {
    const all = [
      item({
        externalId: 'a',
        kind: 'review',
        contactId: 'carla',
        text: 'Dark mode is beautiful',
        writtenAt: ago(500),
      }),
      item({ externalId: 'b', accountId: 'initech', title: 'Mode of payment', text: 'Dark times', updatedAt: ago(10) }),
      item({ externalId: 'c', kind: 'csm_note', text: 'They left', writtenAt: ago(300), updatedAt: ago(200) }),
    ];
    for (const it of all) {
      intake.clock.advance(1);
      expect((await post({ ...it, source: 'list' })).status).toBe(201);
    }
    const { feedbackId } = (await post({ ...item({ externalId: 'gone' }), source: 'list' })).body;
    await call('DELETE', `/${feedbackId}`);
  });

  it.each([
    ['source', () => ({}), ['a', 'b', 'c']],
    ['kind', () => ({ kind: 'review' }), ['a']],
    ['contactId', () => ({ contactId: 'carla' }), ['a']],
    ['accountId', () => ({ accountId: 'initech' }), ['b']],
    ['externalId', () => ({ externalId: 'c' }), ['c']],
    ['writtenFrom', () => ({ writtenFrom: ago(300) }), ['b', 'c']],
    ['writtenTo', () => ({ writtenTo: ago(300) }), ['a']],
    ['updatedFrom', () => ({ updatedFrom: ago(60) }), ['a', 'b']],
    ['updatedTo', () => ({ updatedTo: ago(60) }), ['c']],
    ['text', () => ({ text: 'mode dark' }), ['a', 'b']],
    ['text in part', () => ({ text: 'dark beautiful' }), ['a']],
    ['removed', () => ({ removed: 'true' }), ['a', 'b', 'c', 'gone']],
    ['removed as false', () => ({ removed: 'false' }), ['a', 'b', 'c']],
  ] as const)('can be asked by %s', async (_, filter, found) => {
    expect(named(await listed(new URLSearchParams({ source: 'list', ...filter() }).toString()))).toEqual(found);
  });

  it('goes on where the page before ended, also while others come in', async () => {
    const { body } = await call('GET', '?source=list&limit=2');
    expect(named(body.items)).toEqual(['b', 'c']);
    intake.clock.advance(1);
    await post({ ...item({ externalId: 'later', kind: 'review' }), source: 'list' });
    const rest = await call('GET', `?source=list&limit=2&cursor=${body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ externalId: 'a' }], nextCursor: null });
  });

  it.each([
    'kind=answer',
    'writtenFrom=yesterday',
    'updatedTo=0000-01-01T00:00:00Z',
    'removed=1',
    'cursor=x',
    'colour=red',
  ])('refuses %s and names it', async (query) => {
    const { status, body } = await call('GET', `?${query}`);
    expect(status).toBe(400);
    expect(body.errors[0].field).toBe(query.split('=')[0]);
  });
});

describe('whose feedback it is', () => {
  it('follows merges, before and after', async () => {
    const before = (await post(item({ contactId: 'tom-2', accountId: 'old-acme' }))).body;
    const mergedAt = intake.clock.now().toISOString();
    await intake.harness.publish(contracts.contactMerged, { contactId: 'tom-2', survivorId: 'tom', mergedAt });
    await intake.harness.publish(contracts.accountMerged, { accountId: 'old-acme', survivorId: 'new-acme', mergedAt });
    const survivors = { contactId: 'tom', accountId: 'new-acme' };
    await eventually(async () => expect(await show(before.feedbackId)).toMatchObject(survivors));
    const after = (await post(item({ contactId: 'tom-2', accountId: 'old-acme' }))).body;
    expect(await show(after.feedbackId)).toMatchObject(survivors);
  }, 30_000);

  it('is nobody’s that can be read once they are erased, and nothing of theirs is taken any more', async () => {
    await know('erasmia', 'erasmia@acme.example', 'acme');
    const secret = { text: 'Erasmia called', title: 'Erasmia', url: 'https://x.example/erasmia' };
    const given = item({ ...secret, email: 'erasmia@acme.example' });
    const { feedbackId } = (await post(given)).body;
    expect(await show(feedbackId)).toMatchObject({ contactId: 'erasmia' });
    const reports = await intake.harness.published(contracts.erasedInResponseIntake);
    const erasedAt = intake.clock.now().toISOString();
    await intake.harness.publish(contracts.contactErased, { contactId: 'erasmia', erasureId: newId(), erasedAt });
    await eventually(() => expect(reports()[0]?.data.records).toEqual({ contacts: 1, feedbackItems: 1 }));
    expect(await show(feedbackId)).toMatchObject({
      text: null,
      title: null,
      url: null,
      removed: 'erased',
      revision: 2,
    });
    await eventually(() =>
      expect(removed().map(({ data }) => data)).toContainEqual(
        expect.objectContaining({ feedbackId, revision: 2, reason: 'erased' }),
      ),
    );
    expect(await post({ ...given, email: undefined, updatedAt: ago(1) })).toMatchObject({ status: 410 });
    expect(await post(item({ contactId: 'erasmia', ...secret }))).toMatchObject({
      status: 410,
      body: { detail: 'the personal data of this contact were erased' },
    });
    expect((await post(item({ email: 'Erasmia@acme.example', ...secret }))).status).toBe(410);
    await send(item({ contactId: 'erasmia', ...secret }));
    const everything = await intake.harness.database.query('SELECT * FROM response_intake.feedback_items');
    expect(JSON.stringify(everything)).not.toContain('Erasmia');
  }, 30_000);
});
