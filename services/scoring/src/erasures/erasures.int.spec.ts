import { contracts, type DataOf } from '#contracts';
import { newId } from '#messaging';
import { eventually, FakeClock, Harness } from '#testing';
import { scoring } from '../app.module.js';

type Recorded = DataOf<typeof contracts.responseRecorded>;

const NOW = new Date('2026-03-31T12:00:00.000Z');
let harness: Harness;

beforeAll(async () => {
  harness = await Harness.start();
  await harness.run(scoring, { overrides: { clock: new FakeClock(NOW) } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

function response(contactId: string, change: Partial<Recorded> = {}): Recorded {
  return {
    responseId: newId(),
    revision: 1,
    contactId,
    touchpoint: 'renewal.upcoming',
    score: 9,
    channel: 'page',
    answeredAt: '2026-03-30T10:00:00Z',
    revisedAt: '2026-03-30T10:00:00Z',
    invitationId: `invitation-of-${contactId}`,
    ...change,
  };
}

const record = (...responses: Recorded[]) => harness.publish(contracts.responseRecorded, ...responses);
const rowsOf = (...responses: Recorded[]) =>
  harness.database.query<{
    contact_id: string;
    account_id: string | null;
    invitation_id: string | null;
    score: number;
  }>(
    `SELECT contact_id, account_id, invitation_id, score FROM scoring.scored_responses
      WHERE response_id = ANY ($1) ORDER BY array_position($1, response_id)`,
    [responses.map(({ responseId }) => responseId)],
  );
const counts = (touchpoint: string) =>
  harness.database.query(
    `SELECT ARRAY[n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10]::int[] AS n FROM scoring.score_rollups WHERE touchpoint = $1`,
    [touchpoint],
  );
const eventuallyScored = async (...responses: Recorded[]) => {
  await eventually(async () => expect(await rowsOf(...responses)).toHaveLength(responses.length));
};
const erase = (contactId: string) =>
  harness.publish(contracts.contactErased, { contactId, erasureId: newId(), erasedAt: NOW.toISOString() });

describe('scores of an erased contact', () => {
  it('become anonymous and go on counting, each person still one person', async () => {
    const reports = await harness.published(contracts.erasedInScoring);
    const [first, second] = [
      response('erased', { touchpoint: 'e', score: 2 }),
      response('erased', { touchpoint: 'e' }),
    ];
    const other = response('kept', { touchpoint: 'e' });
    await record(first, second, other);
    await eventuallyScored(first, second, other);
    const before = await counts('e');
    await erase('erased');
    await eventually(() => expect(reports()).toHaveLength(1));
    expect(reports()[0]!.data).toMatchObject({
      contactId: 'erased',
      records: { scores: 2, deadLetters: 0, parkedEvents: 0 },
      completedAt: NOW.toISOString(),
    });
    const [a, b, c] = await rowsOf(first, second, other);
    expect(a).toMatchObject({ contact_id: expect.stringMatching(/^erased-/), invitation_id: null, score: 2 });
    expect(b!.contact_id).toBe(a!.contact_id);
    expect(c).toMatchObject({ contact_id: 'kept', invitation_id: 'invitation-of-kept' });
    expect(await counts('e')).toEqual(before);
  }, 30_000);

  it('become so once: a repeated erasure finds nothing left to do', async () => {
    const reports = await harness.published(contracts.erasedInScoring);
    const own = () => reports().filter(({ data }) => data.contactId === 'repeated');
    const answer = response('repeated');
    await record(answer);
    await eventuallyScored(answer);
    await erase('repeated');
    await eventually(() => expect(own()).toHaveLength(1));
    const before = await rowsOf(answer);
    await erase('repeated');
    await eventually(() => expect(own().map(({ data }) => data.records?.scores)).toEqual([1, 0]));
    expect(await rowsOf(answer)).toEqual(before);
  }, 30_000);

  it('that come later count as well, and bring nobody back', async () => {
    await erase('late');
    await eventually(async () =>
      expect(await harness.database.query(`SELECT 1 FROM scoring.forgotten_keys WHERE key = 'late'`)).toHaveLength(1),
    );
    const answer = response('late', { touchpoint: 'late' });
    await record(answer, { ...answer, revision: 2, score: 0 });
    await eventually(async () => expect(await counts('late')).toEqual([{ n: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }]));
    expect(await rowsOf(answer)).toEqual([
      { contact_id: `erased-${answer.responseId}`, account_id: null, invitation_id: null, score: 0 },
    ]);
  }, 30_000);
});

describe('scores of merged ids', () => {
  it('belong to the survivor, also those that name the old id later, and no count moves', async () => {
    const published = await harness.published(contracts.responseScored);
    const early = response('tom-2', { touchpoint: 'm', accountId: 'acme-2' });
    await record(early);
    await eventuallyScored(early);
    const before = await counts('m');
    const mergedAt = NOW.toISOString();
    await harness.publish(contracts.contactMerged, { contactId: 'tom-2', survivorId: 'tom', mergedAt });
    await harness.publish(contracts.accountMerged, { accountId: 'acme-2', survivorId: 'acme', mergedAt });
    const ofSurvivor = { contact_id: 'tom', account_id: 'acme' };
    await eventually(async () => expect(await rowsOf(early)).toEqual([expect.objectContaining(ofSurvivor)]));
    expect(await counts('m')).toEqual(before);
    const late = response('tom-2', { touchpoint: 'm', accountId: 'acme-2' });
    await record(late);
    await eventuallyScored(late);
    expect(await rowsOf(late)).toEqual([expect.objectContaining(ofSurvivor)]);
    await eventually(() => {
      const told = published().find(({ data }) => data.responseId === late.responseId);
      expect(told).toMatchObject({ data: { contactId: 'tom', accountId: 'acme' }, record: { key: 'tom' } });
    });
  }, 30_000);

  it('of a survivor that was erased are anonymous', async () => {
    await harness.publish(contracts.contactMerged, {
      contactId: 'gone-2',
      survivorId: 'gone',
      mergedAt: NOW.toISOString(),
    });
    await erase('gone');
    await eventually(async () => {
      const [known] = await harness.database.query(
        `SELECT (SELECT count(*)::int FROM scoring.forgotten_keys WHERE key = 'gone') AS erased,
                (SELECT count(*)::int FROM scoring.merged_ids WHERE id = 'gone-2') AS merged`,
      );
      expect(known).toEqual({ erased: 1, merged: 1 });
    });
    const late = response('gone-2');
    await record(late);
    await eventuallyScored(late);
    expect((await rowsOf(late))[0]!.contact_id).toBe(`erased-${late.responseId}`);
  }, 30_000);
});
