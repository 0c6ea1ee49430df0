import { contracts } from '#contracts';
import { newId, toRecord } from '#messaging';
import { DAY, eventually } from '#testing';
import { Intake } from '../intake.fixture.js';

let intake: Intake;
const uninvited = (fields: object = {}) => ({ contactId: `c-${newId()}`, touchpoint: 'onboarding.completed', score: 9, ...fields });

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
    expect(history.body).toEqual([
      { revision: 1, score: 2, comment: 'Slow.', channel: 'api', revisedAt: first.body.revisedAt },
      { revision: 2, score: 9, comment: 'Slow.', channel: 'api', revisedAt: second.body.revisedAt },
    ]);
  }, 30_000);

  it('changes nothing when an answer says what is there already', async () => {
    const invitationId = await intake.invite();
    const first = await intake.post({ invitationId, score: 5, comment: 'Ok' });
    intake.clock.advance(1000);
    expect(await intake.post({ invitationId, score: 5, comment: ' Ok ' })).toMatchObject({ status: 200, body: first.body });
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
    const revisions = former.filter((row) => row.response_id === answers[0]!.body.responseId).map((row) => row.revision);
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
    ['a score of -1', { ...good, score: -1 }, 'score'],
    ['a score of 3.5', { ...good, score: 3.5 }, 'score'],
    ['a score of "9"', { ...good, score: '9' }, 'score'],
    ['no score', { contactId: 'c', touchpoint: 't' }, 'score'],
    ['no contact', { touchpoint: 't', score: 9 }, 'contactId'],
    ['no touchpoint', { contactId: 'c', score: 9 }, 'touchpoint'],
    ['an empty touchpoint', { ...good, touchpoint: '' }, 'touchpoint'],
    ['an unknown field', { ...good, colour: 'red' }, 'colour'],
    ['a contact beside an invitation', { invitationId: 'i', contactId: 'c', score: 9 }, 'contactId'],
    ['a moment beside an invitation', { invitationId: 'i', score: 9, answeredAt: '2026-01-01T00:00:00Z' }, 'answeredAt'],
    ['an invitation of null', { invitationId: null, score: 9 }, 'invitationId'],
    ['a comment of 5,001 characters', { ...good, comment: 'x'.repeat(5001) }, 'comment'],
    ['a comment with U+0000', { ...good, comment: 'a\0b' }, 'comment'],
    ['a moment without zone', { ...good, answeredAt: '2026-01-01T00:00:00' }, 'answeredAt'],
    ['a moment in the future', { ...good, answeredAt: '2999-01-01T00:00:00Z' }, 'answeredAt'],
    ['a list', [good], 'body'],
    ['a number', 9, 'body'],
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
    expect(await intake.post({ ...good, comment: 'x'.repeat(66_000) })).toMatchObject({ status: 413, body: { status: 413 } });
  });

  it('refuses a body that is not JSON by its type', async () => {
    const answer = await intake.post('score=9', { 'content-type': 'text/plain' });
    expect(answer).toMatchObject({ status: 415, body: { status: 415 } });
  });

  it('refuses a caller whom the gateway does not vouch for', async () => {
    const answer = await fetch(`${intake.service.url}/v1/responses`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
  });
});

describe('reading', () => {
  it('lists the responses of a contact newest first, page by page', async () => {
    const contactId = `c-${newId()}`;
    const ids: string[] = [];
    for (const score of [1, 2, 3, 4, 5]) ids.unshift((await intake.post(uninvited({ contactId, score }))).body.responseId);
    const get = async (query: string) => (await intake.harness.call(intake.service, 'GET', `/v1/responses?${query}`)).body;
    const first = await get(`contactId=${contactId}&limit=3`);
    const second = await get(`contactId=${contactId}&limit=3&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map((it: { responseId: string }) => it.responseId)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
  });

  it.each([
    ['/v1/responses/not-a-uuid', 400],
    ['/v1/responses?limit=201', 400],
    ['/v1/responses?cursor=x', 400],
    ['/v1/responses?colour=red', 400],
    [`/v1/responses/${newId()}`, 404],
    [`/v1/responses/${newId()}/history`, 404],
  ])('answers %s with %i', async (path, status) => {
    expect(await intake.harness.call(intake.service, 'GET', path)).toMatchObject({ status, body: { status } });
  });
});

describe('rapport.responses', () => {
  const chained = (contract: Parameters<typeof toRecord>[0], data: object, lineage: string) => {
    const record = toRecord(contract, data, { id: newId(), source: '/rapport/survey-dispatch' });
    return { ...record, headers: { ...record.headers!, ce_correlationid: 'journey-9', ce_lineage: lineage } };
  };

  it.each(['scheduled first', 'sent first'])('continues the chain journey, scheduled, sent (%s)', async (order) => {
    const published = await intake.harness.published(contracts.responseRecorded);
    const [invitationId, contactId] = [newId(), `c-${newId()}`];
    const journey = 'rapport.crm.v1.JourneyEventRecorded/journey-9/2026-01-01T00:00:00.000Z';
    const now = intake.clock.now();
    const scheduled = chained(
      contracts.invitationScheduled as never,
      {
        ...{ invitationId, contactId, programId: 'p', touchpoint: 't', surveyId: 's', question: 'How?', locale: 'en' },
        ...{ dueAt: now.toISOString(), journeyEventId: 'journey-9' },
        expiresAt: new Date(now.getTime() + DAY).toISOString(),
      },
      journey,
    );
    const scheduling = `rapport.survey_dispatch.v1.InvitationScheduled/${scheduled.headers.ce_id}/${scheduled.headers.ce_time}`;
    const sent = chained(
      contracts.invitationSent as never,
      { invitationId, contactId, channel: 'email', sentAt: now.toISOString() },
      `${journey} ${scheduling}`,
    );
    const records = order === 'sent first' ? [sent, scheduled] : [scheduled, sent];
    await intake.harness.send(contracts.invitationScheduled.topic, ...records);
    await eventually(async () => {
      const sql = 'SELECT 1 FROM response_intake.invitations WHERE invitation_id = $1 AND sent AND question IS NOT NULL';
      expect(await intake.harness.database.query(sql, [invitationId])).toHaveLength(1);
    });
    await intake.post({ invitationId, score: 3, comment: 'Why?' });
    await intake.post({ invitationId, score: 4 });
    await intake.post({ invitationId, score: 4 });
    const events = await eventually(() => {
      const found = published().filter(({ data }) => data.invitationId === invitationId);
      expect(found).toHaveLength(2);
      return found;
    });
    expect(events.map(({ data }) => [data.revision, data.score, data.comment])).toEqual([
      [1, 3, 'Why?'],
      [2, 4, 'Why?'],
    ]);
    for (const { record } of events) {
      expect(record.key).toBe(contactId);
      expect(record.headers).toMatchObject({ ce_correlationid: 'journey-9', ce_causationid: sent.headers.ce_id });
      expect(record.headers.ce_lineage!.split(' ').map((entry) => entry.split('/')[1])).toEqual([
        'journey-9',
        scheduled.headers.ce_id,
        sent.headers.ce_id,
      ]);
    }
  }, 60_000);

  it('begins a chain for an answer without invitation', async () => {
    const published = await intake.harness.published(contracts.responseRecorded);
    const { body } = await intake.post(uninvited({ score: 0 }));
    const event = await eventually(() => {
      const found = published().find(({ data }) => data.responseId === body.responseId)!;
      expect(found).toBeDefined();
      return found;
    });
    expect(event.data).toMatchObject({ score: 0, channel: 'api', revision: 1 });
    expect(event.record.headers.ce_correlationid).toMatch(/^[0-9a-f-]{36}$/);
    expect(event.record.headers.ce_causationid).toBeUndefined();
  }, 30_000);
});
