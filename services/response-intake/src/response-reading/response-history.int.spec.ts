import { newId } from '#messaging';
import { Intake } from '../fixtures/intake.js';
import { store, storedResponse } from '../fixtures/stored-responses.js';

let intake: Intake;

beforeAll(async () => {
  intake = await Intake.start();
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

const get = (path: string) => intake.harness.call(intake.service, 'GET', `/v1/responses/${path}`);
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 9, minute));
const UNTOUCHED = { stateReason: null, changedBy: null, answers: null, comment: null };

describe('a response', () => {
  it('says where it came from, how it was given, and how far it is trusted', async () => {
    const row = storedResponse(at(0), {
      metric: 'ces',
      score: 7,
      account_id: 'acme',
      channel: 'import',
      state: 'set_aside',
      state_reason: 'answered_too_fast',
      change: 'set_aside',
      changed_by: 'answered_too_fast',
      source: 'delighted',
      external_id: '4711',
      historic: true,
      seconds_to_answer: 0.5,
      user_agent_family: 'Firefox',
      answered_at: at(-600).toISOString(),
      revised_at: at(1).toISOString(),
    });
    await store(intake.harness, [row]);
    expect(await get(row.response_id)).toMatchObject({
      status: 200,
      body: {
        responseId: row.response_id,
        contactId: 'contact-1',
        accountId: 'acme',
        metric: 'ces',
        score: 7,
        category: 'positive',
        channel: 'import',
        state: 'set_aside',
        stateReason: 'answered_too_fast',
        change: 'set_aside',
        changedBy: 'answered_too_fast',
        source: 'delighted',
        externalId: '4711',
        historic: true,
        anonymous: false,
        secondsToAnswer: 0.5,
        userAgentFamily: 'Firefox',
        answeredAt: at(-600).toISOString(),
        createdAt: at(0).toISOString(),
        revisedAt: at(1).toISOString(),
      },
    });
  });

  it('is created when it came in, whatever day it counts for', async () => {
    const answeredAt = '2025-12-24T18:00:00.000Z';
    const { body } = await intake.post({ contactId: 'c', touchpoint: 't', score: 9, answeredAt });
    const createdAt = intake.clock.now().toISOString();
    expect((await get(body.responseId)).body).toMatchObject({
      answeredAt,
      createdAt,
      category: 'promoter',
      metric: 'nps',
    });
  });

  it('is shown without a category where its score is none of its metric', async () => {
    const row = storedResponse(at(0), { metric: 'csat', score: 0 });
    await store(intake.harness, [row]);
    expect(await get(row.response_id)).toMatchObject({ status: 200, body: { category: null } });
  });

  it.each([
    ['not-a-uuid', 400],
    ['not-a-uuid/history', 400],
    [newId(), 404],
    [`${newId()}/history`, 404],
  ])('is not found by %s', async (path, status) => {
    expect(await get(path)).toMatchObject({ status, body: { status } });
  });
});

describe('the history of a response', () => {
  it('says who changed what, when', async () => {
    const row = storedResponse(at(30), {
      revision: 4,
      score: 9,
      state: 'confirmed',
      change: 'restored',
      changed_by: 'the key of Ana',
      revised_at: at(33).toISOString(),
    });
    await store(intake.harness, [row]);
    const former = [
      [1, 2, 'provisional', null, 'answered', null, at(30)],
      [2, 9, 'set_aside', 'many_scores', 'set_aside', 'many_scores', at(31)],
      [3, 9, 'excluded', 'a test of ours', 'excluded', 'the key of Ana', at(32)],
    ];
    for (const values of former) {
      await intake.harness.database.query(
        `INSERT INTO response_intake.former_revisions
           (response_id, channel, revision, score, state, state_reason, change, changed_by, revised_at)
         VALUES ($1, 'page', $2, $3, $4, $5, $6, $7, $8)`,
        [row.response_id, ...values],
      );
    }
    const { body } = await get(`${row.response_id}/history`);
    const of = (revision: number, fields: object) => ({
      ...UNTOUCHED,
      revision,
      channel: 'page',
      revisedAt: at(29 + revision).toISOString(),
      ...fields,
    });
    expect(body).toEqual([
      of(1, { score: 2, state: 'provisional', change: 'answered' }),
      of(2, {
        score: 9,
        state: 'set_aside',
        stateReason: 'many_scores',
        change: 'set_aside',
        changedBy: 'many_scores',
      }),
      of(3, {
        score: 9,
        state: 'excluded',
        stateReason: 'a test of ours',
        change: 'excluded',
        changedBy: 'the key of Ana',
      }),
      of(4, { score: 9, state: 'confirmed', change: 'restored', changedBy: 'the key of Ana' }),
    ]);
  });

  it('of what was answered twice has both answers', async () => {
    const invitationId = await intake.invite();
    const first = await intake.post({ invitationId, score: 2, comment: 'Slow.' });
    intake.clock.advance(1000);
    const second = await intake.post({ invitationId, score: 9 });
    expect((await get(`${first.body.responseId}/history`)).body).toMatchObject([
      { revision: 1, score: 2, comment: 'Slow.', change: 'answered', revisedAt: first.body.revisedAt },
      { revision: 2, score: 9, comment: 'Slow.', change: 'revised', revisedAt: second.body.revisedAt },
    ]);
  }, 30_000);
});
