import { contracts, type DataOf } from '#contracts';
import { newId } from '#messaging';
import type { RunningService } from '#service-kit';
import { eventually, FakeClock, Harness } from '#testing';
import { followUp } from '../app.module.js';

type Scored = DataOf<typeof contracts.responseScored>;

const NOW = new Date('2026-01-09T15:00:00.000Z');
const COMMENT = 'Ask for Maria Erasable at erase.me@maria.example';

let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(followUp, { overrides: { clock: new FakeClock(NOW) } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const get = async (path: string) => (await harness.call(service, 'GET', path)).body;
const first = (path: string) =>
  eventually(async () => {
    const { items } = await get(path);
    expect(items).toHaveLength(1);
    return items[0];
  });

function scored(contactId: string, score: number, change: Partial<Scored> = {}): Scored {
  const category = score >= 9 ? 'promoter' : score >= 7 ? 'passive' : 'detractor';
  const answered = { touchpoint: 'renewal.upcoming', answeredAt: NOW.toISOString() };
  return { responseId: newId(), revision: 1, contactId, score, category, ...answered, ...change };
}

const score = (...scores: Scored[]) => harness.publish(contracts.responseScored, ...scores);
const say = ({ responseId, contactId }: Scored, comment = COMMENT) =>
  harness.publish(contracts.responseRecorded, {
    responseId,
    contactId,
    comment,
    revision: 1,
    touchpoint: 'renewal.upcoming',
    score: 2,
    channel: 'page',
    answeredAt: NOW.toISOString(),
    revisedAt: NOW.toISOString(),
  });
const find = ({ responseId, contactId }: Scored) =>
  harness.publish(contracts.insightFound, {
    insightId: newId(),
    source: 'response',
    sourceId: responseId,
    sourceRevision: 1,
    contactId,
    language: 'en',
    sentiment: 'negative',
    sentimentScore: -0.5,
    themes: [{ theme: 'support.responsiveness', sentiment: 'negative', evidence: [COMMENT] }],
    taxonomyVersion: '1',
    rulesVersion: '1',
    foundAt: NOW.toISOString(),
  });
const know = (contactId: string, version = 1) =>
  harness.publish(contracts.contactSnapshot, {
    contactId,
    version,
    name: 'Maria Erasable',
    emailConsent: true,
    updatedAt: NOW.toISOString(),
  });
const factsOf = async ({ responseId }: Scored) => {
  const rows = await harness.database.query<Record<string, unknown>>(
    `SELECT contact_id, score, comment, sentiment, themes FROM follow_up.response_facts WHERE response_id = $1`,
    [responseId],
  );
  return rows[0];
};
const erase = async (contactId: string) => {
  await harness.publish(contracts.contactErased, { contactId, erasureId: newId(), erasedAt: NOW.toISOString() });
  await eventually(async () => {
    const rows = await harness.database.query('SELECT 1 FROM follow_up.forgotten_keys WHERE key = $1', [contactId]);
    expect(rows).toHaveLength(1);
  });
};
/** Publishes an answer of another contact behind whatever was published, in every partition, and waits for it. */
const settled = async () => {
  const others = Array.from({ length: 30 }, () => scored(newId(), 8));
  await score(...others);
  for (const other of others) await say(other, 'nothing');
  await eventually(async () => {
    for (const other of others) expect(await factsOf(other)).toMatchObject({ score: 8, comment: 'nothing' });
  });
};

describe('follow-ups of an erased contact', () => {
  it('lose name, words and quotes, keep what counts, and what needs the person is closed with the reason', async () => {
    const reports = await harness.published(contracts.erasedInFollowUp);
    const [bad, passive, good] = [scored('maria', 2), scored('maria', 8), scored('maria', 10)];
    await know('maria');
    await score(bad, passive, good);
    await say(bad);
    await find(bad);
    const opened = await first(`/v1/cases?responseId=${bad.responseId}`);
    await first(`/v1/retention-steps?responseId=${passive.responseId}`);
    await first(`/v1/advocacy-requests?responseId=${good.responseId}`);
    await eventually(async () =>
      expect(await get(`/v1/cases/${opened.caseId}`)).toMatchObject({
        contactName: 'Maria Erasable',
        comment: COMMENT,
        insight: { themes: [{ evidence: [COMMENT] }] },
      }),
    );
    await erase('maria');
    await eventually(() => expect(reports()).toHaveLength(1));
    expect(reports()[0]!.data).toMatchObject({
      contactId: 'maria',
      records: { contacts: 1, comments: 1, cases: 1, tasks: 1, retentionSteps: 1, advocacyRequests: 1 },
    });
    const closed = { state: 'closed', closeReason: 'contact erased' };
    expect(await get(`/v1/cases/${opened.caseId}`)).toMatchObject({
      ...closed,
      contactName: null,
      comment: null,
      score: 2,
      insight: { sentiment: 'negative', themes: [{ theme: 'support.responsiveness', evidence: [] }] },
      tasks: [{ ...closed, title: 'Call maria about a score of 2' }],
    });
    expect(await first(`/v1/retention-steps?responseId=${passive.responseId}`)).toMatchObject(closed);
    expect(await first(`/v1/advocacy-requests?responseId=${good.responseId}`)).toMatchObject(closed);
    const [open] = await harness.database.query(
      `SELECT count(*)::int AS n FROM follow_up.tasks JOIN follow_up.cases USING (case_id)
        WHERE contact_id = 'maria' AND tasks.state = 'open'`,
    );
    expect(open).toEqual({ n: 0 });
  }, 40_000);

  it('come to nothing when the answer, its words, the insight or a snapshot arrive later', async () => {
    await erase('late');
    const answer = scored('late', 1);
    await know('late', 7);
    await score(answer);
    await say(answer);
    await find(answer);
    await settled();
    await eventually(async () =>
      expect(await factsOf(answer)).toEqual({
        contact_id: 'late',
        score: 1,
        comment: null,
        sentiment: 'negative',
        themes: [{ theme: 'support.responsiveness', sentiment: 'negative', evidence: [] }],
      }),
    );
    expect((await get(`/v1/cases?responseId=${answer.responseId}`)).items).toEqual([]);
    expect(await harness.database.query(`SELECT 1 FROM follow_up.contacts WHERE contact_id = 'late'`)).toEqual([]);
  }, 40_000);

  it('are erased once: a repeated erasure finds nothing left to do', async () => {
    const reports = await harness.published(contracts.erasedInFollowUp);
    const own = () => reports().filter(({ data }) => data.contactId === 'repeated');
    const answer = scored('repeated', 0);
    await score(answer);
    await first(`/v1/cases?responseId=${answer.responseId}`);
    await erase('repeated');
    await erase('repeated');
    await eventually(() => expect(own().map(({ data }) => data.records?.cases)).toEqual([1, 0]));
  }, 30_000);
});

describe('follow-ups of merged ids', () => {
  it('belong to the survivors, also those of answers that name the old ids later', async () => {
    const early = scored('tom-2', 3, { accountId: 'acme-2' });
    await score(early);
    await say(early, 'early words');
    await first(`/v1/cases?responseId=${early.responseId}`);
    await eventually(async () => expect(await factsOf(early)).toMatchObject({ comment: 'early words' }));
    const mergedAt = NOW.toISOString();
    await harness.publish(contracts.contactMerged, { contactId: 'tom-2', survivorId: 'tom', mergedAt });
    await harness.publish(contracts.accountMerged, { accountId: 'acme-2', survivorId: 'acme', mergedAt });
    const survivors = { contactId: 'tom', accountId: 'acme' };
    await eventually(async () =>
      expect(await first(`/v1/cases?responseId=${early.responseId}`)).toMatchObject(survivors),
    );
    expect(await factsOf(early)).toMatchObject({ contact_id: 'tom' });
    const late = scored('tom-2', 3, { accountId: 'acme-2' });
    await say(late, 'late words');
    await score(late);
    expect(await first(`/v1/cases?responseId=${late.responseId}`)).toMatchObject(survivors);
    await eventually(async () =>
      expect(await factsOf(late)).toMatchObject({ contact_id: 'tom', comment: 'late words' }),
    );
    const { items } = await get('/v1/cases?accountId=acme');
    expect(items).toHaveLength(2);
  }, 40_000);
});
