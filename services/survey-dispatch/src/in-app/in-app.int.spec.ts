import { contracts } from '#contracts';
import { type RunningService, verifySurveyLink } from '#service-kit';
import { DAY, eventually, FakeClock, Harness, HOUR } from '#testing';
import { surveyDispatch } from '../app.module.js';
import {
  contactSnapshot,
  dispatchEnvironment,
  invitationsOf,
  journeyEvent,
  knownContacts,
  LINK_SECRET,
} from '../fixtures/dispatch.js';

const clock = new FakeClock();
let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(surveyDispatch, { env: dispatchEnvironment(9), overrides: { clock } });
  const reminders = [{ afterHours: 24, channel: 'handoff' }];
  const programs = {
    shown: { channels: ['in_app'] },
    'then-handed': { channels: ['in_app', 'handoff'] },
    handed: { channels: ['handoff'], reminders },
    'brought-back': { channels: ['handoff', 'in_app'], reminders: [{ afterHours: 24, channel: 'in_app' }] },
  };
  for (const [programId, rest] of Object.entries(programs)) {
    const program = { programId, name: programId, kind: 'transactional', touchpoint: `went.${programId}`, ...rest };
    const made = await harness.call(service, 'POST', '/v1/programs', { ...program, surveyId: 'nps-renewal' });
    expect(made).toMatchObject({ status: 201, body: { state: 'draft' } });
    await harness.call(service, 'POST', `/v1/programs/${programId}/activate`);
  }
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

async function ask(programId: string, contactId: string): Promise<void> {
  await knownContacts(harness, contactSnapshot(contactId));
  await harness.publish(contracts.journeyEventRecorded, journeyEvent(contactId, clock.now(), `went.${programId}`));
  await eventually(async () => expect(await invitationsOf(harness, contactId)).toHaveLength(1));
}

/** Has a program ask a contact, and waits until the invitation waits in the app. */
async function offered(programId: string, contactId: string): Promise<string> {
  await ask(programId, contactId);
  await eventually(async () =>
    expect(await invitationsOf(harness, contactId)).toMatchObject([{ state: 'scheduled', failure: 'offered' }]),
  );
  return (await invitationsOf(harness, contactId))[0]!.invitation_id;
}

const pending = async (contactId: string) =>
  (await harness.call(service, 'GET', `/v1/pending-invitations/${contactId}`)).body.invitation;
const dismiss = (contactId: string, invitationId: string) =>
  harness.call(service, 'POST', `/v1/pending-invitations/${contactId}/dismiss`, { invitationId });
const changesOf = async (invitationId: string) => {
  const { body } = await harness.call(service, 'GET', `/v1/invitations/${invitationId}`);
  return body.history.map(({ change, reason }: { change: string; reason: string | null }) => [change, reason]);
};
const ASKED = ['scheduled', 'within_contact_budget'];

describe('an invitation in the app', () => {
  it('is given to who comes, and sent by that, once', async () => {
    const sent = await harness.published(contracts.invitationSent);
    const invitationId = await offered('shown', 'visitor');
    const shown = await pending('visitor');
    expect(shown).toMatchObject({
      invitationId,
      surveyId: 'nps-renewal',
      metric: 'nps',
      scale: { from: 0, to: 10 },
      locale: 'pt',
      question: expect.stringContaining('renovação'),
    });
    const token = /\/s\/(v1\.[\w.-]+)$/.exec(shown.link)![1]!;
    expect(verifySurveyLink(token, [LINK_SECRET], clock.now())).toMatchObject({ ok: true, claims: { invitationId } });
    expect(await Promise.all([pending('visitor'), pending('visitor')])).toEqual([shown, shown]);
    expect(await changesOf(invitationId)).toEqual([ASKED, ['sent', null]]);
    await eventually(() =>
      expect(sent().map(({ data }) => [data.contactId, data.channel])).toEqual([['visitor', 'in_app']]),
    );
  }, 30_000);

  it('is sent once, also where two ask for it at the same time', async () => {
    const invitationId = await offered('shown', 'hasty');
    const both = await Promise.all([pending('hasty'), pending('hasty'), pending('hasty')]);
    expect(both.map((it) => it?.invitationId)).toContain(invitationId);
    expect(await changesOf(invitationId)).toEqual([ASKED, ['sent', null]]);
  }, 30_000);

  it('is shown to nobody who has not agreed any more, or who opted out', async () => {
    await offered('shown', 'withdrawn');
    await knownContacts(harness, contactSnapshot('withdrawn', { version: 2, inAppConsent: false }));
    expect(await pending('withdrawn')).toBeNull();
    await offered('shown', 'leaver');
    await harness.database.query(
      `UPDATE survey_dispatch.contact_budget SET blocked = 'opted_out' WHERE contact_id = 'leaver'`,
    );
    expect(await pending('leaver')).toBeNull();
    expect(await pending('nobody')).toBeNull();
  }, 30_000);

  it('waits while its program is paused', async () => {
    await offered('shown', 'paused');
    await harness.call(service, 'POST', '/v1/programs/shown/pause');
    expect(await pending('paused')).toBeNull();
    await harness.call(service, 'POST', '/v1/programs/shown/activate');
    await eventually(async () => expect(await pending('paused')).toMatchObject({ surveyId: 'nps-renewal' }));
  }, 30_000);

  it('that is dismissed is over, and is no score', async () => {
    const cancelled = await harness.published(contracts.invitationCancelled);
    const invitationId = await offered('shown', 'busy');
    await pending('busy');
    for (const _ of [1, 2]) expect(await dismiss('busy', invitationId)).toMatchObject({ status: 204 });
    expect(await pending('busy')).toBeNull();
    expect(await changesOf(invitationId)).toEqual([ASKED, ['sent', null], ['cancelled', 'dismissed']]);
    await eventually(() =>
      expect(cancelled().map(({ data }) => data)).toMatchObject([{ invitationId, reason: 'dismissed' }]),
    );
  }, 30_000);

  it('is not dismissed by another contact, without saying which, or when it is answered', async () => {
    const invitationId = await offered('shown', 'done');
    expect(await dismiss('somebody-else', invitationId)).toMatchObject({ status: 404 });
    expect(await dismiss('done', 'x')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'invitationId', reason: 'must be a UUID' }] },
    });
    const at = clock.now().toISOString();
    const answer = { score: 9, channel: 'widget', answeredAt: at, revisedAt: at, touchpoint: 'went.shown' };
    const response = { responseId: 'r-done', revision: 1, contactId: 'done', invitationId, ...answer };
    await harness.publish(contracts.responseRecorded, response);
    await eventually(async () => expect(await changesOf(invitationId)).toContainEqual(['answered', null]));
    expect(await pending('done')).toBeNull();
    expect(await dismiss('done', invitationId)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('it is answered') },
    });
  }, 30_000);

  it('goes over the next channel when nobody came', async () => {
    const ready = await harness.published(contracts.invitationReady);
    const invitationId = await offered('then-handed', 'absent');
    clock.advance(6 * DAY);
    expect(ready()).toEqual([]);
    clock.advance(2 * DAY);
    await eventually(() => expect(ready().map(({ data }) => data)).toMatchObject([{ invitationId }]));
    expect(await changesOf(invitationId)).toEqual([
      ASKED,
      ['rerouted', 'in_app: nobody came to the app'],
      ['sent', null],
    ]);
    expect(await pending('absent')).toBeNull();
  }, 30_000);
});

describe('an invitation that came otherwise', () => {
  it('is shown in the app from when a reminder brings it back, and is no second one', async () => {
    const sent = await harness.published(contracts.invitationSent);
    await ask('brought-back', 'forgetful');
    await eventually(async () => expect(await invitationsOf(harness, 'forgetful')).toMatchObject([{ state: 'sent' }]));
    expect(await pending('forgetful')).toBeNull();
    clock.advance(25 * HOUR);
    await eventually(async () => expect(await pending('forgetful')).not.toBeNull());
    const { invitationId } = await pending('forgetful');
    expect((await changesOf(invitationId)).map(([change]: [string]) => change)).toEqual([
      'scheduled',
      'sent',
      'reminded',
    ]);
    const channels = sent().filter(({ data }) => data.contactId === 'forgetful');
    expect(channels.map(({ data }) => data.channel)).toEqual(['handoff']);
  }, 30_000);
});

describe('an invitation that is handed off', () => {
  it('is published with its link, once, and so is its reminder', async () => {
    const isHers = ({ data }: { data: { contactId: string } }) => data.contactId === 'handed';
    const allReady = await harness.published(contracts.invitationReady);
    const ready = () => allReady().filter(isHers);
    const sent = await harness.published(contracts.invitationSent);
    const reminded = await harness.published(contracts.invitationReminded);
    await ask('handed', 'handed');
    const invitationId = (await invitationsOf(harness, 'handed'))[0]!.invitation_id;
    await eventually(() => expect(ready()).toHaveLength(1));
    const { data, record } = ready()[0]!;
    expect(data).toMatchObject({
      invitationId,
      contactId: 'handed',
      accountId: 'acme',
      programId: 'handed',
      locale: 'pt',
      question: expect.stringContaining('renovação'),
    });
    expect(data).not.toHaveProperty('reminder');
    expect(record.headers).toMatchObject({ ce_causationid: invitationId });
    const token = /\/s\/(v1\.[\w.-]+)$/.exec(data.link)![1]!;
    expect(verifySurveyLink(token, [LINK_SECRET], clock.now())).toMatchObject({ ok: true, claims: { invitationId } });
    await eventually(() =>
      expect(
        sent()
          .filter(isHers)
          .map((it) => it.data),
      ).toMatchObject([{ invitationId, channel: 'handoff' }]),
    );

    clock.advance(25 * HOUR);
    await eventually(() =>
      expect(
        reminded()
          .filter(isHers)
          .map((it) => it.data),
      ).toMatchObject([{ invitationId, channel: 'handoff' }]),
    );
    expect(ready().map((it) => it.data.reminder)).toEqual([undefined, 1]);
  }, 30_000);
});
