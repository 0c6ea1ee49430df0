import { contracts } from '#contracts';
import { newId } from '#messaging';
import { DAY, eventually } from '#testing';
import { Intake, LINK_SECRET } from '../fixtures/intake.js';
import { RecordResponse } from '../responses/record-response.action.js';
import { SettleProvisional } from './settle-provisional.job.js';
import { signShown } from './shown.rules.js';

let intake: Intake;
let published: () => { data: { responseId: string; revision: number; state?: string; score: number } }[];

beforeAll(async () => {
  intake = await Intake.start();
  published = await intake.harness.published(contracts.responseRecorded);
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

const SECOND = 1_000;
const robot = { isAutomated: true };
const post = (path: string, body?: unknown) =>
  intake.harness.call(intake.service, 'POST', `/v1/responses/${path}`, body);

/** Answers as the survey page does, which was shown this many seconds ago. */
async function answer(invitationId: string, fields: object, secondsAgo?: number, agent?: { isAutomated: boolean }) {
  const shownAt = new Date(intake.clock.now().getTime() - (secondsAgo ?? 0) * SECOND);
  const shown = secondsAgo === undefined ? undefined : signShown(shownAt, LINK_SECRET);
  const recording = intake.service.app.get(RecordResponse);
  const { receipt } = await recording.record({ answer: { invitationId, ...fields }, channel: 'page', shown, agent });
  return receipt.responseId;
}

async function stateOf(responseId: string) {
  const sql = 'SELECT * FROM response_intake.responses WHERE response_id = $1';
  const [row] = await intake.harness.database.query(sql, [responseId]);
  return row!;
}

const historyOf = (responseId: string) =>
  intake.harness.database.query(
    `SELECT revision, state, state_reason, change, changed_by FROM response_intake.former_revisions WHERE response_id = $1
     UNION ALL SELECT revision, state, state_reason, change, changed_by FROM response_intake.responses WHERE response_id = $1
     ORDER BY revision`,
    [responseId],
  );

/** What everybody was told of a response, once an answer behind it was told. */
async function toldOf(responseId: string) {
  const { body } = await intake.post({ contactId: newId(), touchpoint: 't', score: 1 });
  await eventually(() => expect(published().map(({ data }) => data.responseId)).toContain(body.responseId));
  const told = published().filter(({ data }) => data.responseId === responseId);
  return told.map(({ data }) => [data.revision, data.score, data.state]);
}

describe('an answer on the page', () => {
  it('counts at once, and is confirmed when nobody goes on with it, without a revision', async () => {
    const responseId = await answer(await intake.invite(), { score: 9 }, 12);
    expect(await stateOf(responseId)).toMatchObject({ state: 'provisional', seconds_to_answer: 12, revision: 1 });
    const job = intake.service.app.get(SettleProvisional);
    intake.clock.advance(59 * SECOND);
    await job.run();
    expect(await stateOf(responseId)).toMatchObject({ state: 'provisional' });
    intake.clock.advance(2 * SECOND);
    await job.run();
    expect(await stateOf(responseId)).toMatchObject({ state: 'confirmed', revision: 1 });
    expect(await toldOf(responseId)).toEqual([[1, 9, 'provisional']]);
  }, 30_000);

  it('is confirmed by whatever its respondent sends next', async () => {
    const [going, same] = [await intake.invite(), await intake.invite()];
    const on = await answer(going, { score: 9 }, 5);
    await answer(going, { comment: 'Good.' }, 5);
    expect(await stateOf(on)).toMatchObject({ state: 'confirmed', revision: 2, change: 'revised' });
    const again = await answer(same, { score: 9 }, 5);
    await answer(same, { score: 9 }, 5);
    expect(await stateOf(again)).toMatchObject({ state: 'confirmed', revision: 1 });
  }, 30_000);

  it.each([
    ['answered_too_fast', { secondsAgo: 0.9 }],
    ['automated_agent', { agent: robot }],
  ])(
    'is set aside as %s, told nobody, and counts once somebody confirms it',
    async (reason, given) => {
      const { secondsAgo, agent } = given as { secondsAgo?: number; agent?: typeof robot };
      const responseId = await answer(await intake.invite(), { score: 0 }, secondsAgo, agent);
      expect(await stateOf(responseId)).toMatchObject({ state: 'set_aside', state_reason: reason, changed_by: reason });
      expect(await toldOf(responseId)).toEqual([]);
      expect(await post(`${responseId}/confirm`)).toMatchObject({
        status: 200,
        body: { revision: 2, state: 'confirmed', stateReason: null, changedBy: 'test' },
      });
      expect(await toldOf(responseId)).toEqual([[2, 0, undefined]]);
    },
    30_000,
  );

  it('that a person gives after a program gave one counts', async () => {
    const invitationId = await intake.invite();
    const responseId = await answer(invitationId, { score: 0 }, 0.1, robot);
    const page = await fetch(`${intake.service.url}/s/${intake.token(invitationId)}`, { redirect: 'manual' });
    expect(page.status).toBe(200);
    await answer(invitationId, { score: 0 }, 8, { isAutomated: false });
    expect(await stateOf(responseId)).toMatchObject({
      state: 'provisional',
      seconds_to_answer: 8,
      change: 'confirmed',
    });
    expect(await toldOf(responseId)).toEqual([[2, 0, 'provisional']]);
  }, 30_000);

  it('of a program changes nothing that a person said', async () => {
    const invitationId = await intake.invite();
    const responseId = await answer(invitationId, { score: 10 }, 8);
    await answer(invitationId, { score: 0 }, 8, robot);
    expect(await stateOf(responseId)).toMatchObject({ score: 10, revision: 1 });
  }, 30_000);

  it('is taken back where it gets three scores within ten seconds, until a person decides', async () => {
    const invitationId = await intake.invite();
    const responseId = await answer(invitationId, { score: 1 });
    for (const score of [2, 3, 4]) {
      intake.clock.advance(2 * SECOND);
      await answer(invitationId, { score });
    }
    intake.clock.advance(DAY);
    await answer(invitationId, { comment: 'It was me.' }, 30);
    expect(await toldOf(responseId)).toEqual([
      [1, 1, 'provisional'],
      [2, 2, undefined],
      [3, 3, 'set_aside'],
    ]);
    expect((await historyOf(responseId)).map(({ change, state_reason }) => [change, state_reason])).toEqual([
      ['answered', null],
      ['revised', null],
      ['set_aside', 'many_scores_at_once'],
      ['revised', 'many_scores_at_once'],
      ['revised', 'many_scores_at_once'],
    ]);
    await post(`${responseId}/confirm`);
    expect((await toldOf(responseId)).at(-1)).toEqual([6, 4, undefined]);
  }, 30_000);

  it('is never recorded by a scanner that opens all eleven links of a mail', async () => {
    const invitationId = await intake.invite();
    const link = `${intake.service.url}/s/${intake.token(invitationId)}`;
    await Promise.all(
      Array.from({ length: 11 }, async (_, score) => {
        for (const method of ['HEAD', 'GET', 'OPTIONS']) await fetch(`${link}?score=${score}`, { method });
      }),
    );
    const { responses } = await intake.stored();
    expect(responses.filter((row) => row.invitation_id === invitationId)).toEqual([]);
  }, 30_000);
});

describe('a verdict', () => {
  it('takes a response out, brings it back, and stands in its history with its author', async () => {
    const { body } = await intake.post({ contactId: 'ana', touchpoint: 't', score: 3, comment: 'Slow.' });
    const { responseId } = body;
    expect(await post(`${responseId}/exclude`, { reason: 'our own test' })).toMatchObject({
      status: 200,
      body: { responseId, revision: 2, state: 'excluded', stateReason: 'our own test', changedBy: 'test' },
    });
    expect(await post(`${responseId}/exclude`, { reason: 'again' })).toMatchObject({ status: 409 });
    expect(await post(`${responseId}/confirm`)).toMatchObject({ status: 409 });
    expect(await post(`${responseId}/restore`)).toMatchObject({
      status: 200,
      body: { revision: 3, state: 'confirmed' },
    });
    expect(await post(`${responseId}/restore`)).toMatchObject({ status: 409 });
    expect(await historyOf(responseId)).toEqual([
      { revision: 1, state: 'confirmed', state_reason: null, change: 'answered', changed_by: 'test' },
      { revision: 2, state: 'excluded', state_reason: 'our own test', change: 'excluded', changed_by: 'test' },
      { revision: 3, state: 'confirmed', state_reason: null, change: 'restored', changed_by: 'test' },
    ]);
    expect(await toldOf(responseId)).toEqual([
      [1, 3, undefined],
      [2, 3, 'excluded'],
      [3, 3, undefined],
    ]);
  }, 30_000);

  it('leaves what was set aside before an exclusion aside when that is taken back, and tells nobody', async () => {
    const responseId = await answer(await intake.invite(), { score: 0 }, 0);
    await post(`${responseId}/exclude`, { reason: 'a scanner' });
    expect(await post(`${responseId}/restore`)).toMatchObject({
      body: { state: 'set_aside', stateReason: 'answered_too_fast' },
    });
    expect(await toldOf(responseId)).toEqual([]);
  }, 30_000);

  it('of two who exclude at once is one', async () => {
    const { body } = await intake.post({ contactId: 'ana', touchpoint: 't', score: 3 });
    const both = await Promise.all([1, 2].map(() => post(`${body.responseId}/exclude`, { reason: 'x' })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  }, 30_000);

  it.each([
    ['exclude', undefined, 'reason'],
    ['exclude', { reason: '  ' }, 'reason'],
    ['exclude', { reason: 'x'.repeat(501) }, 'reason'],
    ['exclude', { reason: 'x', colour: 'red' }, 'colour'],
  ])('to %s with %j names the field that is wrong', async (verdict, body, field) => {
    const { body: receipt } = await intake.post({ contactId: 'ana', touchpoint: 't', score: 3 });
    expect(await post(`${receipt.responseId}/${verdict}`, body)).toMatchObject({
      status: 400,
      body: { errors: [{ field }] },
    });
  });

  it('about a response that there is not is not found', async () => {
    expect((await post(`${newId()}/restore`)).status).toBe(404);
    expect((await post('no-uuid/confirm')).status).toBe(400);
  });
});
