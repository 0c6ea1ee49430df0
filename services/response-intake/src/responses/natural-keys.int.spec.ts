import { contracts } from '#contracts';
import { contactIdOfEmail, newId } from '#messaging';
import type { RunningService } from '#service-kit';
import { DAY, eventually } from '#testing';
import { Intake } from '../fixtures/intake.js';

let intake: Intake;
let other: RunningService;

beforeAll(async () => {
  intake = await Intake.start();
  other = await Intake.instance(intake.harness, intake.clock);
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

const answer = (fields: object = {}) => ({ contactId: 'ana', touchpoint: 't', score: 9, ...fields });
const fromCrm = (externalId: string, updatedAt: string | undefined, fields: object = {}) =>
  answer({ source: 'crm', externalId, ...(updatedAt && { updatedAt }), ...fields });
const minute = (at: number) => new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString();
const rowOf = async (responseId: string) => {
  const sql = 'SELECT * FROM response_intake.responses WHERE response_id = $1';
  return (await intake.harness.database.query(sql, [responseId]))[0]!;
};

describe('an answer with an id in its source', () => {
  it('is revised by a newer one, and left as it is by an older, an equal and an undated one', async () => {
    const id = newId();
    const first = await intake.post(fromCrm(id, minute(5), { score: 3, comment: 'Slow.' }));
    expect(first).toMatchObject({ status: 201, body: { revision: 1 } });
    for (const at of [minute(4), minute(5), undefined]) {
      expect(await intake.post(fromCrm(id, at, { score: 0 }))).toMatchObject({ status: 200, body: first.body });
    }
    const newer = await intake.post(fromCrm(id, minute(6), { score: 8 }));
    expect(newer).toMatchObject({ status: 200, body: { responseId: first.body.responseId, revision: 2 } });
    expect(await rowOf(first.body.responseId)).toMatchObject({ score: 8, comment: 'Slow.', change: 'revised' });
  });

  it('knows how new it is where a newer one says the same, and is changed however late', async () => {
    const id = newId();
    const { body } = await intake.post(fromCrm(id, minute(1)));
    expect(await intake.post(fromCrm(id, minute(3)))).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(await intake.post(fromCrm(id, minute(2), { score: 1 }))).toMatchObject({ body: { revision: 1 } });
    intake.clock.advance(30 * DAY);
    expect(await intake.post(fromCrm(id, minute(4), { score: 1 }))).toMatchObject({ body: { revision: 2 } });
    expect(await rowOf(body.responseId)).toMatchObject({ score: 1 });
  });

  it('is another one in another source', async () => {
    const id = newId();
    const ids = await Promise.all(
      ['crm', 'shop'].map(async (source) => (await intake.post(fromCrm(id, minute(1), { source }))).body.responseId),
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('is one response of forty at once, whichever instance they reach, and the newest of them', async () => {
    const id = newId();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, place) => {
        const at = (place * 7) % 40;
        const body = fromCrm(id, minute(at), { score: at % 11 });
        return intake.harness.call(place % 2 ? intake.service : other, 'POST', '/v1/responses', body);
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(39).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.responseId)).size).toBe(1);
    expect(await rowOf(answers[0]!.body.responseId)).toMatchObject({ score: 39 % 11 });
  }, 30_000);

  it('keeps its metric', async () => {
    const id = newId();
    const csat = fromCrm(id, minute(1), { metric: 'csat', score: 5 });
    const { body } = await intake.post(csat);
    expect(await rowOf(body.responseId)).toMatchObject({ metric: 'csat' });
    const asNps = await intake.post({ ...csat, metric: 'nps', updatedAt: minute(2) });
    expect(asNps).toMatchObject({ status: 400, body: { errors: [{ field: 'metric' }] } });
  });

  it.each([
    ['csat', 0],
    ['csat', 6],
    ['ces', 8],
  ])('of the metric %s has no score of %i', async (metric, score) => {
    const refused = await intake.post(fromCrm(newId(), minute(1), { metric, score }));
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'score' }] } });
  });

  it('of somebody who was erased is not changed, whoever it is said to be from', async () => {
    const [id, contactId] = [newId(), newId()];
    await intake.post(fromCrm(id, minute(1), { contactId }));
    const erasure = { contactId, erasureId: newId(), erasedAt: minute(2) };
    await intake.harness.publish(contracts.contactErased, erasure);
    await eventually(async () => {
      const sql = 'SELECT 1 FROM response_intake.forgotten_keys WHERE key = $1';
      expect(await intake.harness.database.query(sql, [contactId])).toHaveLength(1);
    });
    const words = { contactId: newId(), comment: 'Their words.' };
    expect((await intake.post(fromCrm(id, minute(3), words))).status).toBe(410);
  }, 30_000);
});

describe('an answer by address', () => {
  it('is of the contact who is known by it, and of who the address stands for where none is', async () => {
    const contact = { contactId: newId(), version: 1, accountId: 'acme', email: 'Zoe@acme.example' };
    await intake.harness.publish(contracts.contactSnapshot, { ...contact, emailConsent: true, updatedAt: minute(0) });
    await eventually(async () => {
      const sql = 'SELECT 1 FROM response_intake.contacts WHERE contact_id = $1';
      expect(await intake.harness.database.query(sql, [contact.contactId])).toHaveLength(1);
    });
    const send = async (email: string) =>
      rowOf((await intake.post({ email, touchpoint: 't', score: 5 })).body.responseId);
    expect(await send('zoe@ACME.example')).toMatchObject({ contact_id: contact.contactId, account_id: 'acme' });
    const stranger = contactIdOfEmail('stranger@acme.example');
    expect(await send('Stranger@acme.example')).toMatchObject({ contact_id: stranger, account_id: null });
  }, 30_000);
});

describe('a historic answer', () => {
  it('says so to everybody, on its own date', async () => {
    const published = await intake.harness.published(contracts.responseRecorded);
    const answeredAt = '2019-05-06T07:08:09.000Z';
    const { body } = await intake.post(fromCrm(newId(), undefined, { historic: true, answeredAt }));
    await eventually(() => {
      const event = published().find(({ data }) => data.responseId === body.responseId);
      expect(event?.data).toMatchObject({ historic: true, source: 'crm', answeredAt: '2019-05-06T07:08:09.000Z' });
    });
  }, 30_000);
});
