import { setTimeout as sleep } from 'node:timers/promises';
import { contracts } from '#contracts';
import { newId, toRecord } from '#messaging';
import { DAY, eventually, type TestAnswer } from '#testing';
import { Intake } from '../fixtures/intake.js';

let intake: Intake;

beforeAll(async () => {
  intake = await Intake.start();
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

/** Ends the service's connections and lets it make no new ones, for a while. */
async function takeDatabaseAway(milliseconds: number): Promise<void> {
  const { database } = intake.harness;
  const name = new URL(database.url).pathname.slice(1);
  await database.query(`ALTER DATABASE ${name} CONNECTION LIMIT 0`);
  await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = $1 AND usename = 'rapport_response_intake'`,
    [name],
  );
  await sleep(milliseconds);
  await database.query(`ALTER DATABASE ${name} CONNECTION LIMIT -1`);
}

describe('while the database is away', () => {
  it('answers with a 503 problem, and nothing is lost or half-written', async () => {
    const published = await intake.harness.published(contracts.responseRecorded);
    const answers: TestAnswer[] = [];
    let answering = true;
    const callers = Array.from({ length: 8 }, async () => {
      while (answering) {
        const body = { contactId: newId(), touchpoint: 't', score: 5, comment: 'x' };
        answers.push(await intake.post(body, { 'idempotency-key': newId() }));
      }
    });
    await sleep(200);
    await takeDatabaseAway(500);
    await eventually(() => expect(answers.at(-1)?.status).toBe(201));
    answering = false;
    await Promise.all(callers);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 503]));
    const away = answers.find(({ status }) => status === 503)!;
    expect(away.body).toMatchObject({
      title: 'Service Unavailable',
      status: 503,
      detail: expect.stringMatching('try again'),
    });
    expect(away.headers.get('content-type')).toMatch('application/problem+json');
    expect(away.headers.get('retry-after')).toBe('5');

    const { responses } = await intake.stored();
    const stored = responses.map((row) => row.response_id as string).sort();
    const acknowledged = answers.filter(({ status }) => status === 201).map(({ body }) => body.responseId as string);
    expect(stored).toEqual(expect.arrayContaining(acknowledged));
    const keys = await intake.harness.database.query('SELECT receipt FROM response_intake.idempotency_keys');
    expect(keys).toHaveLength(stored.length);
    await eventually(() => {
      const told = published().map(({ data }) => data.responseId);
      expect([...new Set(told)].sort()).toEqual(stored);
    });
  }, 60_000);

  it('keeps what a respondent typed on a page that sends it again', async () => {
    const token = intake.token(await intake.invite());
    const back = takeDatabaseAway(500);
    await eventually(async () => {
      const body = new URLSearchParams({ score: '6', comment: 'Typed.' });
      const page = await fetch(`${intake.service.url}/s/${token}`, { method: 'POST', body, redirect: 'manual' });
      expect(page.status).toBe(503);
      expect(await page.text()).toContain('name="comment" value="Typed."');
    });
    await back;
  }, 30_000);
});

describe('rapport.responses', () => {
  const chained = (contract: Parameters<typeof toRecord>[0], data: object, lineage: string) => {
    const record = toRecord(contract, data, { id: newId(), source: '/rapport/survey-dispatch' });
    const headers: Record<string, string> = { ...record.headers, ce_correlationid: 'journey-9', ce_lineage: lineage };
    return { ...record, headers };
  };

  it.each(['scheduled first', 'sent first'])(
    'continues the chain journey, scheduled, sent (%s)',
    async (order) => {
      const published = await intake.harness.published(contracts.responseRecorded);
      const [invitationId, contactId] = [newId(), `c-${newId()}`];
      const journey = 'rapport.crm.v1.JourneyEventRecorded/journey-9/2026-01-01T00:00:00.000Z';
      const now = intake.clock.now();
      const scheduled = chained(
        contracts.invitationScheduled as never,
        {
          ...{
            invitationId,
            contactId,
            programId: 'p',
            touchpoint: 't',
            surveyId: 's',
            question: 'How?',
            locale: 'en',
          },
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
        const sql =
          'SELECT 1 FROM response_intake.invitations WHERE invitation_id = $1 AND sent AND question IS NOT NULL';
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
    },
    60_000,
  );

  it('begins a chain for an answer without invitation', async () => {
    const published = await intake.harness.published(contracts.responseRecorded);
    const { body } = await intake.post({ contactId: 'c', touchpoint: 't', score: 0 });
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
