import { contracts } from '#contracts';
import { newId } from '#messaging';
import type { RunningService } from '#service-kit';
import { eventually } from '#testing';
import { Intake } from '../fixtures/intake.js';

let intake: Intake;
let other: RunningService;

beforeAll(async () => {
  intake = await Intake.start();
  other = await Intake.instance(intake.harness, intake.clock);
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

const answer = (fields: object = {}) => ({ contactId: 'ana', touchpoint: 't', score: 9, ...fields });
const post = (body: unknown, headers: Record<string, string> = {}, service = intake.service) =>
  intake.harness.call(service, 'POST', '/v1/responses/batch', body, headers);
const count = async () => (await intake.stored()).responses.length;

describe('POST /v1/responses/batch', () => {
  it('says of each item in its order what became of it, and lets none keep back another', async () => {
    const [source, externalId, invitationId] = ['crm', newId(), await intake.invite()];
    const { status, body } = await post({
      items: [
        answer({ source, externalId, updatedAt: '2026-01-01T00:00:00Z' }),
        answer({ score: 11, colour: 'red' }),
        answer({ source, externalId, updatedAt: '2026-01-02T00:00:00Z', score: 4 }),
        'no answer',
        answer({ source, externalId, updatedAt: '2026-01-01T12:00:00Z', score: 0 }),
        { invitationId, score: 7 },
        { invitationId: newId(), score: 7 },
        answer({ metric: 'csat', score: 9 }),
      ],
    });
    expect(status).toBe(200);
    const { responseId } = body.items[0];
    expect(body.items).toMatchObject([
      { status: 'recorded', revision: 1 },
      { status: 'refused', problem: { status: 400, errors: [{ field: 'colour' }, { field: 'score' }] } },
      { status: 'revised', responseId, revision: 2 },
      { status: 'refused', problem: { status: 400, errors: [{ field: 'body' }] } },
      { status: 'unchanged', responseId, revision: 2 },
      { status: 'recorded', revision: 1 },
      { status: 'refused', problem: { status: 404, detail: 'there is no such invitation' } },
      { status: 'refused', problem: { status: 400, errors: [{ field: 'score' }] } },
    ]);
  }, 30_000);

  it('takes a thousand at once, with long comments, and tells everybody each', async () => {
    const published = await intake.harness.published(contracts.responseRecorded);
    const contactId = newId();
    const items = Array.from({ length: 1_000 }, (_, place) =>
      answer({
        contactId,
        score: place % 11,
        comment: 'x'.repeat(2_000),
        historic: true,
        answeredAt: '2020-01-01T00:00:00Z',
      }),
    );
    const { status, body } = await post({ items });
    expect(status).toBe(200);
    expect(new Set(body.items.map((it: { responseId: string }) => it.responseId)).size).toBe(1_000);
    await eventually(() => {
      const told = published().filter(({ data }) => data.contactId === contactId);
      expect(told).toHaveLength(1_000);
      expect(told.every(({ data }) => data.historic)).toBe(true);
    });
  }, 60_000);

  it.each([
    ['a thousand and one', { items: Array.from({ length: 1_001 }, () => answer()) }, 'items'],
    ['none', { items: [] }, 'items'],
    ['no list', { items: answer() }, 'items'],
    ['nothing', {}, 'items'],
    ['an unknown field', { items: [answer()], mode: 'fast' }, 'mode'],
    ['a list alone', [answer()], 'body'],
  ])('refuses %s as a whole, and names the field', async (_, body, field) => {
    const before = await count();
    expect(await post(body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(await count()).toBe(before);
  });

  it('refuses a body of more than 8 MiB', async () => {
    const items = Array.from({ length: 1_000 }, () => answer({ comment: 'x'.repeat(9_000) }));
    expect((await post({ items })).status).toBe(413);
  });
});

describe('Idempotency-Key of a batch', () => {
  it('gives the same answer to the same batch, however many come at once to whichever instance', async () => {
    const headers = { 'idempotency-key': newId() };
    const body = { items: [answer(), answer({ score: 12 }), answer({ score: 3 })] };
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, place) => post(body, headers, place % 2 ? intake.service : other)),
    );
    for (const { status, body: results } of answers) expect([status, results]).toEqual([200, answers[0]!.body]);
    expect(answers.filter((it) => !it.headers.has('idempotent-replayed'))).toHaveLength(1);
    expect(await count()).toBe(before + 2);
    const reordered = { items: body.items.map((it) => Object.fromEntries(Object.entries(it).reverse())) };
    expect((await post(reordered, headers)).body).toEqual(answers[0]!.body);
  }, 30_000);

  it('is refused with another batch, and with a single answer', async () => {
    const headers = { 'idempotency-key': newId() };
    await post({ items: [answer(), answer()] }, headers);
    expect((await post({ items: [answer()] }, headers)).status).toBe(422);
    expect((await intake.post(answer(), headers)).status).toBe(422);
  });
});
