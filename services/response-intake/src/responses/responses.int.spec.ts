import { newId } from '#messaging';
import { DAY } from '#testing';
import { Intake } from '../fixtures/intake.js';

let intake: Intake;
const uninvited = (fields: object = {}) => ({
  contactId: `c-${newId()}`,
  touchpoint: 'onboarding.completed',
  score: 9,
  ...fields,
});

beforeAll(async () => {
  intake = await Intake.start();
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

describe('POST /v1/responses', () => {
  it('records the answer to an invitation with what the invitation knows', async () => {
    const invitationId = await intake.invite({ contactId: 'c-1' });
    const answer = await intake.post({ invitationId, score: 7, comment: '  Fine.\r\nReally. ' });
    expect(answer).toMatchObject({ status: 201, body: { revision: 1 } });
    const response = await intake.harness.call(intake.service, 'GET', `/v1/responses/${answer.body.responseId}`);
    expect(response).toMatchObject({
      status: 200,
      body: {
        responseId: answer.body.responseId,
        revision: 1,
        contactId: 'c-1',
        accountId: 'acme',
        invitationId,
        programId: 'after-support',
        touchpoint: 'support.case_closed',
        score: 7,
        comment: 'Fine.\nReally.',
        channel: 'api',
        answeredAt: intake.clock.now().toISOString(),
      },
    });
  }, 30_000);

  it('records an answer without invitation as of its own date', async () => {
    const body = uninvited({ accountId: 'acme', answeredAt: '2026-01-02T03:04:05+01:00' });
    const { status, body: receipt } = await intake.post(body);
    expect(status).toBe(201);
    expect(receipt.answeredAt).toBe('2026-01-02T02:04:05.000Z');
  });

  it('makes a second answer to an invitation a revision, and keeps the first in the history', async () => {
    const invitationId = await intake.invite();
    const first = await intake.post({ invitationId, score: 2, comment: 'Slow.' });
    intake.clock.advance(6 * DAY);
    const second = await intake.post({ invitationId, score: 9 });
    expect(second).toMatchObject({ status: 200, body: { responseId: first.body.responseId, revision: 2 } });
    expect(second.body.answeredAt).toBe(first.body.answeredAt);
    const history = await intake.harness.call(intake.service, 'GET', `/v1/responses/${first.body.responseId}/history`);
    expect(history.body).toMatchObject([
      { revision: 1, score: 2, comment: 'Slow.', change: 'answered', revisedAt: first.body.revisedAt },
      { revision: 2, score: 9, comment: 'Slow.', change: 'revised', revisedAt: second.body.revisedAt },
    ]);
  }, 30_000);

  it('changes nothing when an answer says what is there already', async () => {
    const invitationId = await intake.invite();
    const first = await intake.post({ invitationId, score: 5, comment: 'Ok' });
    intake.clock.advance(1000);
    expect(await intake.post({ invitationId, score: 5, comment: ' Ok ' })).toMatchObject({
      status: 200,
      body: first.body,
    });
  }, 30_000);

  it('refuses a change after the edit window', async () => {
    const invitationId = await intake.invite();
    await intake.post({ invitationId, score: 5 });
    intake.clock.advance(7 * DAY + 1);
    const late = await intake.post({ invitationId, score: 6 });
    expect(late).toMatchObject({ status: 409, body: { title: 'Conflict', status: 409 } });
  }, 30_000);

  it('does not know an invitation that was never scheduled, and refuses one that expired', async () => {
    expect(await intake.post({ invitationId: newId(), score: 5 })).toMatchObject({ status: 404 });
    const invitationId = await intake.invite();
    intake.clock.advance(31 * DAY);
    expect(await intake.post({ invitationId, score: 5 })).toMatchObject({ status: 410 });
  }, 30_000);

  it('makes one response of twenty answers at once, whichever instance they reach', async () => {
    const other = await Intake.instance(intake.harness, intake.clock);
    const invitationId = await intake.invite();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        intake.harness.call(place % 2 ? intake.service : other, 'POST', '/v1/responses', {
          invitationId,
          score: place % 11,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.responseId)).size).toBe(1);
    const { responses, former } = await intake.stored();
    const last = Math.max(...answers.map(({ body }) => body.revision));
    expect(responses.filter((row) => row.invitation_id === invitationId)).toMatchObject([{ revision: last }]);
    const revisions = former
      .filter((row) => row.response_id === answers[0]!.body.responseId)
      .map((row) => row.revision);
    expect(revisions).toEqual(Array.from({ length: last - 1 }, (_, index) => index + 1));
  }, 60_000);
});

describe('Idempotency-Key', () => {
  const keyed = () => ({ 'idempotency-key': newId() });

  it('gives the same key with the same body the same answer and no second effect', async () => {
    const headers = keyed();
    const body = uninvited({ comment: 'Once.' });
    const first = await intake.post(body, headers);
    expect(first.headers.has('idempotent-replayed')).toBe(false);
    const reordered = Object.fromEntries(Object.entries(body).reverse());
    const again = await intake.post(reordered, headers);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const { responses } = await intake.stored();
    expect(responses.filter((row) => row.contact_id === body.contactId)).toHaveLength(1);
  });

  it('gives twenty requests with one key at once one effect, whichever instance they reach', async () => {
    const other = await Intake.instance(intake.harness, intake.clock);
    const headers = keyed();
    const body = uninvited();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        intake.harness.call(place % 2 ? intake.service : other, 'POST', '/v1/responses', body, headers),
      ),
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: answers[0]!.body });
    expect(answers.filter((it) => !it.headers.has('idempotent-replayed'))).toHaveLength(1);
    const { responses } = await intake.stored();
    expect(responses.filter((row) => row.contact_id === body.contactId)).toHaveLength(1);
  }, 60_000);

  it('refuses the same key with another body', async () => {
    const headers = keyed();
    const body = uninvited();
    await intake.post(body, headers);
    expect(await intake.post({ ...body, score: 8 }, headers)).toMatchObject({ status: 422 });
  });

  it('remembers nothing of a refused request', async () => {
    const headers = keyed();
    expect((await intake.post({ invitationId: newId(), score: 1 }, headers)).status).toBe(404);
    expect((await intake.post(uninvited(), headers)).status).toBe(201);
  });

  it.each([[''], ['two words'], ['x'.repeat(256)]])('refuses the key "%s"', async (key) => {
    const answer = await intake.post(uninvited(), { 'idempotency-key': key });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'Idempotency-Key' }] } });
  });
});

describe('bad input', () => {
  const good = { contactId: 'c', touchpoint: 't', score: 9 };

  it.each([
    ['a score of 11', { ...good, score: 11 }, 'score'],
    ['a score of 3.5', { ...good, score: 3.5 }, 'score'],
    ['a score of "9"', { ...good, score: '9' }, 'score'],
    ['an unknown field', { ...good, colour: 'red' }, 'colour'],
    ['a moment in the future', { ...good, answeredAt: '2999-01-01T00:00:00Z' }, 'answeredAt'],
    ['a list', [good], 'body'],
    ['broken JSON', '{"contactId": "c", ', 'body'],
    ['__proto__', '{"contactId": "c", "touchpoint": "t", "score": 9, "__proto__": {"admin": true}}', '__proto__'],
    ['an escaped __proto__', '{"contactId": "c", "score": 9, "\\u005f_proto__": {"admin": true}}', '__proto__'],
    ['a constructor', '{"contactId": "c", "constructor": {"prototype": {"admin": true}}}', 'constructor'],
  ])('refuses %s and names the field', async (_, body, field) => {
    const before = await intake.stored();
    const answer = await intake.post(body);
    expect(answer).toMatchObject({ status: 400, body: { title: 'Bad Request', errors: [{ field }] } });
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(await intake.stored()).toEqual(before);
  });

  it('refuses a body over 64 KiB', async () => {
    expect(await intake.post({ ...good, comment: 'x'.repeat(66_000) })).toMatchObject({
      status: 413,
      body: { status: 413 },
    });
  });

  it('refuses a body that is not JSON by its type', async () => {
    const answer = await intake.post('score=9', { 'content-type': 'text/plain' });
    expect(answer).toMatchObject({ status: 415, body: { status: 415 } });
  });

  it('refuses a caller whom the gateway does not vouch for', async () => {
    expect(await intake.post(good, { authorization: 'Bearer made-up' })).toMatchObject({ status: 401 });
  });
});
