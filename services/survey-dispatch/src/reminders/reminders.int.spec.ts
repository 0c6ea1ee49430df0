import { contracts } from '#contracts';
import { eventually, FakeClock, Harness, HOUR } from '#testing';
import { surveyDispatch } from '../app.module.js';
import { DEFAULT_POLICY } from '../budget/budget-policy.rules.js';
import {
  contactSnapshot,
  dispatchEnvironment,
  invitationsOf,
  journeyEvent,
  knownContacts,
} from '../fixtures/dispatch.js';
import { type MailServer, startMailServer } from '../fixtures/mail-server.js';

const PAUSE_MS = 1_500;

let harness: Harness;
let server: MailServer;
const clock = new FakeClock();

beforeAll(async () => {
  harness = await Harness.start();
  server = await startMailServer();
  await harness.database.query('UPDATE survey_dispatch.programs SET reminders = $1', [
    JSON.stringify([{ afterHours: 72 }, { afterHours: 168, channel: 'email' }]),
  ]);
  // Two dispatchers, as in a deployment: what must happen once is decided in the database.
  for (const _ of [1, 2])
    await harness.run(surveyDispatch, { env: dispatchEnvironment(server.port), overrides: { clock } });
}, 60_000);
afterAll(async () => {
  await harness?.stop();
  await server?.stop();
}, 30_000);

const mailsTo = (contactId: string) =>
  server.mails.filter((mail) => mail.to![0]!.address === `${contactId}@acme.example`);

async function invited(...contactIds: string[]): Promise<void> {
  await knownContacts(harness, ...contactIds.map((id) => contactSnapshot(id)));
  await harness.publish(contracts.journeyEventRecorded, ...contactIds.map((id) => journeyEvent(id, clock.now())));
  for (const id of contactIds)
    await eventually(async () => expect(await invitationsOf(harness, id)).toMatchObject([{ state: 'sent' }]));
}

describe('reminders', () => {
  it('go to who did not answer, each once and in order, and to nobody who did or opted out', async () => {
    const reminded = await harness.published(contracts.invitationReminded);
    await invited('quiet', 'quick', 'gone');
    const [quick] = await invitationsOf(harness, 'quick');
    const at = clock.now().toISOString();
    await harness.publish(contracts.responseRecorded, {
      ...{ responseId: 'r-1', revision: 1, contactId: 'quick', invitationId: quick!.invitation_id, score: 9 },
      ...{ touchpoint: 'support.case_closed', channel: 'page', answeredAt: at, revisedAt: at },
    });
    await eventually(async () => expect(await invitationsOf(harness, 'quick')).toMatchObject([{ state: 'answered' }]));
    await knownContacts(harness, contactSnapshot('gone', { version: 2, emailConsent: false }));

    clock.advance(71 * HOUR);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    expect(reminded()).toEqual([]);
    for (const hours of [1, 96]) {
      const before = reminded().length;
      clock.advance(hours * HOUR);
      await eventually(() => expect(reminded()).toHaveLength(before + 1));
    }
    clock.advance(96 * HOUR);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

    expect(reminded().map(({ data }) => [data.contactId, data.number])).toEqual([
      ['quiet', 1],
      ['quiet', 2],
    ]);
    expect(mailsTo('quiet').map(({ subject }) => subject)).toEqual([
      'Uma pergunta para você',
      'Lembrete: uma pergunta para você',
      'Lembrete: uma pergunta para você',
    ]);
    expect(new Set(mailsTo('quiet').map(({ messageId }) => messageId)).size).toBe(3);
    expect([mailsTo('quick'), mailsTo('gone')].map(({ length }) => length)).toEqual([1, 1]);
  }, 60_000);

  it('are unknown when the connection is lost after their text, and never repeated', async () => {
    await invited('ambiguous');
    server.answer = 'hang up';
    clock.advance(73 * HOUR);
    const changes = async () =>
      harness.database.query(
        `SELECT change FROM survey_dispatch.invitation_history JOIN survey_dispatch.invitations USING (invitation_id)
         WHERE contact_id = 'ambiguous' ORDER BY seq`,
      );
    await eventually(async () => expect(await changes()).toEqual([{ change: 'sent' }, { change: 'reminder_unknown' }]));
    server.answer = 'accept';
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    expect(mailsTo('ambiguous')).toHaveLength(2);
  }, 30_000);

  it('wait for the hours of their contact, and go out over the channel of their plan', async () => {
    const handedOff = await harness.published(contracts.invitationReady);
    const plan = (channel: string) =>
      harness.database.query('UPDATE survey_dispatch.programs SET reminders = $1', [
        JSON.stringify([{ afterHours: 72, channel }]),
      ]);
    await plan('handoff');
    await invited('sleeping');
    await plan('email');
    // From now on, only in an hour that begins after the reminder is due.
    const due = new Date(clock.now().getTime() + 72 * HOUR);
    const hour = (ahead: number) => `${String((due.getUTCHours() + ahead) % 24).padStart(2, '0')}:00`;
    const [from, to] = hour(2) < hour(3) ? [hour(2), hour(3)] : [hour(3), hour(4)];
    const policy = { sendingHours: { from, to, weekdays: [1, 2, 3, 4, 5, 6, 7] } };
    await harness.database.query(
      `INSERT INTO survey_dispatch.budget_policy (policy, changed_at) VALUES ($1, now())
       ON CONFLICT (only_one) DO UPDATE SET policy = excluded.policy`,
      [JSON.stringify({ ...DEFAULT_POLICY, ...policy })],
    );
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    clock.advance(72 * HOUR);
    const reminder = () =>
      harness.database.query<{ due_at: Date; attempts: number; state: string }>(
        `SELECT r.due_at, r.attempts, r.state FROM survey_dispatch.invitation_reminders r
         JOIN survey_dispatch.invitations USING (invitation_id) WHERE contact_id = 'sleeping'`,
      );
    const opens = await eventually(async () => {
      const { due_at, ...rest } = (await reminder())[0]!;
      expect([due_at.toISOString().slice(11, 16), rest]).toEqual([from, { attempts: 0, state: 'scheduled' }]);
      return due_at;
    });
    expect(handedOff()).toEqual([]);
    clock.advance(opens.getTime() - clock.now().getTime());
    await eventually(() => expect(handedOff().map(({ data }) => data.contactId)).toEqual(['sleeping']));
    expect(mailsTo('sleeping')).toHaveLength(1);
  }, 60_000);
});
