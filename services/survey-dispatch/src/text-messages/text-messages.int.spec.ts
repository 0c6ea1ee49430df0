import { contracts } from '#contracts';
import { type RunningService, verifySurveyLink } from '#service-kit';
import { eventually, Harness } from '#testing';
import { surveyDispatch } from '../app.module.js';
import {
  contactSnapshot,
  dispatchEnvironment,
  invitationsOf,
  journeyEvent,
  knownContacts,
  LINK_SECRET,
} from '../fixtures/dispatch.js';
import { type MailServer, startMailServer } from '../fixtures/mail-server.js';
import { type SmsServer, startSmsServer } from '../fixtures/sms-server.js';

const PAUSE_MS = 1_500;

let harness: Harness;
let service: RunningService;
let mails: MailServer;
let texts: SmsServer;

beforeAll(async () => {
  harness = await Harness.start();
  mails = await startMailServer();
  texts = await startSmsServer();
  const env = {
    ...dispatchEnvironment(mails.port),
    SMS_URL: texts.url,
    SMS_FROM: '+15550001111',
    WEBHOOK_SECRETS: WEBHOOK,
  };
  service = await harness.run(surveyDispatch, { env });
  for (const [programId, channels] of Object.entries({
    texted: ['sms'],
    'first-texted': ['sms', 'email'],
    'first-mailed': ['email', 'sms'],
    mailed: ['email'],
  })) {
    const program = { programId, name: programId, kind: 'transactional', touchpoint: `went.${programId}`, channels };
    const made = await harness.call(service, 'POST', '/v1/programs', { ...program, surveyId: 'nps-renewal' });
    expect(made).toMatchObject({ status: 201, body: { state: 'draft' } });
    await harness.call(service, 'POST', `/v1/programs/${programId}/activate`);
  }
}, 60_000);
beforeEach(() => {
  texts.answer = 'accept';
});
afterAll(async () => {
  await harness?.stop();
  await mails?.stop();
  await texts?.stop();
}, 30_000);

let lastNumber = 5511900000000;

/** Has a program ask a contact who has a phone; the number is a new one. */
async function ask(programId: string, contactId: string, rest: object = {}): Promise<string> {
  const phone = `+${++lastNumber}`;
  await knownContacts(harness, contactSnapshot(contactId, { phone, smsConsent: true, ...rest }));
  await again(programId, contactId);
  return phone;
}

const again = (programId: string, contactId: string) =>
  harness.publish(contracts.journeyEventRecorded, journeyEvent(contactId, new Date(), `went.${programId}`));
const textsTo = (phone: string) => texts.texts.filter(({ to }) => to === phone);
const statesOf = async (contactId: string) => {
  const rows = (await invitationsOf(harness, contactId)) as unknown as {
    state: string;
    channel: string;
    failure: string;
  }[];
  return rows.map(({ state, channel, failure }) => [channel, state, failure]);
};
const historyOf = async (contactId: string) => {
  const [invitation] = await invitationsOf(harness, contactId);
  const { body } = await harness.call(service, 'GET', `/v1/invitations/${invitation!.invitation_id}`);
  return body.history.map(({ change, reason }: { change: string; reason: string | null }) => [change, reason]);
};

const WEBHOOK = 'a-secret-of-the-mail-provider-32-';

/** Has the mail provider report a bounce of a contact's invitation. */
async function bounce(contactId: string, permanent: boolean): Promise<void> {
  const invitationId = (await invitationsOf(harness, contactId))[0]!.invitation_id;
  const response = await fetch(`${service.url}/hooks/mail/generic`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webhook-secret': WEBHOOK },
    body: JSON.stringify({ reports: [{ invitationId, kind: 'bounced', permanent, reason: '5.1.1' }] }),
  });
  expect(response.status).toBe(204);
}

const blockOf = async (contactId: string) => {
  const sql = 'SELECT blocked FROM survey_dispatch.contact_budget WHERE contact_id = $1';
  return (await harness.database.query<{ blocked: string | null }>(sql, [contactId]))[0]?.blocked;
};

describe('a text message', () => {
  it('asks with a link that opens the page, and says how to opt out', async () => {
    const sent = await harness.published(contracts.invitationSent);
    const phone = await ask('texted', 'texted');
    await eventually(() => expect(textsTo(phone)).toHaveLength(1));
    const [text] = textsTo(phone);
    const credentials = Buffer.from('AC123:the token').toString('base64');
    const path = '/2010-04-01/Accounts/AC123/Messages.json';
    expect(text).toMatchObject({ path, from: '+15550001111', authorization: `Basic ${credentials}` });
    expect(text!.body).toContain('STOP');
    const [, token] = /https:\/\/nps\.example\/s\/(v1\.[\w.-]+)/.exec(text!.body)!;
    expect(verifySurveyLink(token!, [LINK_SECRET], new Date())).toMatchObject({ ok: true });
    await eventually(() =>
      expect(sent().map(({ data }) => [data.contactId, data.channel])).toEqual([['texted', 'sms']]),
    );
  }, 30_000);

  it('is tried again when the provider cannot take it now', async () => {
    texts.answer = { status: 429, code: 20429 };
    const phone = await ask('texted', 'patient');
    await eventually(async () => expect(await statesOf('patient')).toEqual([['sms', 'scheduled', 'SMS 429 20429']]));
    texts.answer = 'accept';
    await eventually(async () => expect(await statesOf('patient')).toEqual([['sms', 'sent', null]]));
    expect(textsTo(phone).length).toBeGreaterThan(1);
  }, 30_000);

  it('is called unknown when the connection is lost after its text, and never repeated nor sent over another channel', async () => {
    texts.answer = 'hang up';
    const phone = await ask('first-texted', 'ambiguous');
    const reason = expect.stringContaining('after the message was handed over');
    await eventually(async () => expect(await statesOf('ambiguous')).toEqual([['sms', 'unknown', reason]]));
    texts.answer = 'accept';
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    expect(textsTo(phone)).toHaveLength(1);
    expect(mails.mails.map((mail) => mail.to![0]!.address)).not.toContain('ambiguous@acme.example');
  }, 30_000);

  it('fails where the provider refuses it and no other channel is left', async () => {
    texts.answer = { status: 400, code: 21617 };
    await ask('texted', 'refused');
    await eventually(async () => expect(await statesOf('refused')).toEqual([['sms', 'failed', 'SMS 400 21617']]));
  }, 30_000);

  it('that is refused becomes a mail, which is answered, and takes no budget again', async () => {
    const rerouted = await harness.published(contracts.invitationRerouted);
    const sent = await harness.published(contracts.invitationSent);
    texts.answer = { status: 400, code: 21610 };
    const phone = await ask('first-texted', 'stopped');
    await eventually(async () => expect(await statesOf('stopped')).toEqual([['email', 'sent', null]]));
    expect(textsTo(phone)).toHaveLength(1);
    const invitationId = (await invitationsOf(harness, 'stopped'))[0]!.invitation_id;
    const changed = { invitationId, fromChannel: 'sms', channel: 'email', reason: 'SMS 400 21610' };
    await eventually(() => expect(rerouted().map(({ data }) => data)).toMatchObject([changed]));
    const at = new Date().toISOString();
    const answer = { score: 9, channel: 'page', answeredAt: at, revisedAt: at, touchpoint: 'went.first-texted' };
    await harness.publish(contracts.responseRecorded, {
      responseId: 'r-stopped',
      revision: 1,
      contactId: 'stopped',
      invitationId,
      ...answer,
    });
    await eventually(async () =>
      expect(await historyOf('stopped')).toEqual([
        ['scheduled', 'within_contact_budget'],
        ['rerouted', 'sms: SMS 400 21610'],
        ['sent', null],
        ['answered', null],
      ]),
    );
    expect(mails.mails.filter((mail) => mail.to![0]!.address === 'stopped@acme.example')).toHaveLength(1);
    const channels = sent().filter(({ data }) => data.contactId === 'stopped');
    expect(channels.map(({ data }) => data.channel)).toEqual(['email']);
  }, 30_000);

  it('is not written to a number again that refused one, and is to another', async () => {
    texts.answer = { status: 400, code: 21614 };
    const phone = await ask('texted', 'landline');
    await eventually(async () => expect(await statesOf('landline')).toEqual([['sms', 'failed', 'SMS 400 21614']]));
    texts.answer = 'accept';
    const decided = await harness.published(contracts.decisionMade);
    await harness.database.query(`DELETE FROM survey_dispatch.contact_budget WHERE contact_id = 'landline'`);
    await again('texted', 'landline');
    await eventually(() =>
      expect(
        decided().flatMap(({ data }) => (data.contactId === 'landline' ? [`${data.outcome} ${data.reason}`] : [])),
      ).toEqual(expect.arrayContaining(['unreachable no_phone'])),
    );
    const other = await ask('texted', 'landline', { version: 2 });
    await eventually(() => expect(textsTo(other)).toHaveLength(1));
    expect(textsTo(phone)).toHaveLength(1);
  }, 30_000);
});

describe('a mail that bounces', () => {
  it('becomes a text message, and leaves its address alone from then on', async () => {
    const phone = await ask('first-mailed', 'moved');
    await eventually(async () => expect(await statesOf('moved')).toEqual([['email', 'sent', null]]));
    for (const _ of [1, 2]) await bounce('moved', true);
    await eventually(async () => expect(await statesOf('moved')).toEqual([['sms', 'sent', null]]));
    // Providers repeat themselves: by now something else was sent.
    await bounce('moved', true);
    expect(await statesOf('moved')).toEqual([['sms', 'sent', null]]);
    expect(textsTo(phone)).toHaveLength(1);
    expect((await historyOf('moved')).map(([change]: [string]) => change)).toEqual([
      'scheduled',
      'sent',
      'bounced',
      'rerouted',
      'sent',
    ]);
    expect(await blockOf('moved')).toBeNull();
    const decided = await harness.published(contracts.decisionMade);
    await harness.database.query(
      `UPDATE survey_dispatch.contact_budget SET last_asked_at = NULL, last_touchpoint_at = NULL WHERE contact_id = 'moved'`,
    );
    await again('mailed', 'moved');
    await eventually(() =>
      expect(decided().map(({ data }) => `${data.contactId} ${data.reason}`)).toContain('moved no_email_address'),
    );
  }, 30_000);

  it('blocks a contact who has no other address, until there is a new one', async () => {
    const rest = { phone: undefined, smsConsent: false };
    await ask('mailed', 'gone', rest);
    await eventually(async () => expect(await statesOf('gone')).toEqual([['email', 'sent', null]]));
    await bounce('gone', false);
    expect(await blockOf('gone')).toBeNull();
    await knownContacts(harness, contactSnapshot('lost'));
    await again('mailed', 'lost');
    await eventually(async () => expect(await statesOf('lost')).toEqual([['email', 'sent', null]]));
    await bounce('lost', true);
    expect(await blockOf('lost')).toBe('bounced');
    await knownContacts(harness, contactSnapshot('lost', { version: 2, name: 'Another name' }));
    expect(await blockOf('lost')).toBe('bounced');
    await knownContacts(harness, contactSnapshot('lost', { version: 3, email: 'found@acme.example' }));
    expect(await blockOf('lost')).toBeNull();
  }, 30_000);
});
