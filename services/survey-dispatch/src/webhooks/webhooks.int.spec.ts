import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { contracts } from '#contracts';
import type { RunningService } from '#service-kit';
import { DAY, eventually, FakeClock, Harness, HOUR } from '#testing';
import { surveyDispatch } from '../app.module.js';
import {
  contactSnapshot,
  dispatchEnvironment,
  invitationsOf,
  journeyEvent,
  knownContacts,
} from '../fixtures/dispatch.js';
import { type MailServer, startMailServer } from '../fixtures/mail-server.js';
import { BOUNCED_INVITATION, CERTIFICATE, CONFIRMATION, NOTIFICATION } from '../fixtures/sns.js';
import { SnsClient } from './sns.client.js';

const SECRET = 'a-secret-for-webhooks-of-32-characters';
const SENDGRID = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const SENDGRID_KEY = SENDGRID.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const SMS = { SMS_URL: 'https://AC1:sms-token@sms.example', SMS_FROM: '+15550100' };
const confirmed: string[] = [];
const snsClient: SnsClient = {
  certificate: async () => CERTIFICATE,
  confirm: async (url) => void confirmed.push(url),
};

let harness: Harness;
let server: MailServer;
let service: RunningService;
const clock = new FakeClock();

beforeAll(async () => {
  harness = await Harness.start();
  server = await startMailServer();
  const env = {
    ...dispatchEnvironment(server.port),
    WEBHOOK_SECRETS: SECRET,
    SENDGRID_PUBLIC_KEY: SENDGRID_KEY,
    ...SMS,
  };
  const overrides = { clock, providers: [{ provide: SnsClient, useValue: snsClient }] };
  service = await harness.run(surveyDispatch, { env, overrides });
}, 60_000);
afterAll(async () => {
  await harness?.stop();
  await server?.stop();
}, 30_000);

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(service.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const report = (...reports: object[]) => post('/hooks/mail/generic', { reports }, { 'x-webhook-secret': SECRET });

async function invited(contactId: string): Promise<string> {
  await knownContacts(harness, contactSnapshot(contactId));
  await harness.publish(contracts.journeyEventRecorded, journeyEvent(contactId, clock.now()));
  await eventually(async () => expect(await invitationsOf(harness, contactId)).toMatchObject([{ state: 'sent' }]));
  return (await invitationsOf(harness, contactId))[0]!.invitation_id;
}

const stateOf = async (contactId: string) => (await invitationsOf(harness, contactId))[0]!.state;
const mailTo = (contactId: string) => server.mails.find((it) => it.to![0]!.address === `${contactId}@acme.example`)!;

describe('a mail provider', () => {
  it.each([
    ['no secret', '/hooks/mail/generic', {}],
    ['another secret', '/hooks/mail/generic', { 'x-webhook-secret': `${SECRET}x` }],
    ['another secret in its path', '/hooks/mail/sendgrid/guess', {}],
  ])('is not believed with %s', async (_, path, headers) => {
    const answer = await post(path, path.includes('generic') ? { reports: [] } : [], headers);
    expect(answer.status).toBe(401);
  });

  it('tells of delivery, opening and a bounce, each of which counts once', async () => {
    const suppressed = await harness.published(contracts.contactSuppressed);
    const bounced = await harness.published(contracts.invitationBounced);
    const invitationId = await invited('bouncing');
    const bounce = {
      invitationId,
      kind: 'bounced',
      permanent: true,
      reason: '550 5.1.1 <bouncing@acme.example> unknown',
    };
    for (const _ of [1, 2]) {
      const answer = await report({ invitationId, kind: 'opened' }, { invitationId, kind: 'delivered' }, bounce);
      expect(answer.status).toBe(204);
    }
    const { body } = await harness.call(service, 'GET', `/v1/invitations/${invitationId}`);
    expect(body).toMatchObject({ state: 'bounced', failure: '550 5.1.1 <(address)> unknown' });
    const changes = body.history.map(({ change }: { change: string }) => change);
    expect(changes).toEqual(['scheduled', 'sent', 'delivered', 'opened', 'bounced']);
    await eventually(() => {
      expect(suppressed().map(({ data }) => data)).toMatchObject([{ contactId: 'bouncing', reason: 'bounced' }]);
      expect(bounced()).toHaveLength(1);
    });
  }, 30_000);

  it('has who bounced for good or complained never be mailed again, and who bounced in passing may be', async () => {
    const cases = [
      ['gone', { kind: 'bounced', permanent: true }],
      ['cross', { kind: 'complained' }],
      ['full', { kind: 'bounced', permanent: false }],
    ] as const;
    for (const [contactId, said] of cases) await report({ invitationId: await invited(contactId), ...said });
    clock.advance(100 * DAY);
    for (const [contactId] of cases)
      await harness.publish(contracts.journeyEventRecorded, journeyEvent(contactId, clock.now()));
    const mailed = () =>
      cases.map(([id]) => server.mails.filter((it) => it.to![0]!.address!.startsWith(`${id}@`)).length);
    await eventually(() => expect(mailed()[2]).toBe(2));
    clock.advance(HOUR);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(mailed()).toEqual([1, 1, 2]);
  }, 30_000);

  it('is understood as SendGrid, with the secret in its path', async () => {
    const invitationId = await invited('sendgrid');
    const event = { event: 'spamreport', email: 'sendgrid@acme.example', 'smtp-id': mailTo('sendgrid').messageId };
    expect((await post(`/hooks/mail/sendgrid/${SECRET}`, [event, { event: 'click' }])).status).toBe(204);
    expect(await stateOf('sendgrid')).toBe('complained');
    expect(invitationId).toBeDefined();
  }, 30_000);

  it('is believed with the signature of SendGrid, however many events it sends at once, and with no other', async () => {
    const invitationId = await invited('signed');
    const padding = Array.from({ length: 4_000 }, () => ({ event: 'click', 'smtp-id': 'x'.repeat(60) }));
    const body = JSON.stringify([...padding, { event: 'open', invitation_id: invitationId }]);
    expect(body.length).toBeGreaterThan(200_000);
    const timestamp = '1588788367';
    const signature = sign('sha256', Buffer.from(timestamp + body), SENDGRID.privateKey).toString('base64');
    const headers = {
      'x-twilio-email-event-webhook-signature': signature,
      'x-twilio-email-event-webhook-timestamp': timestamp,
    };
    const forged = await post('/hooks/mail/sendgrid', body.replace('"open"', '"bounce"'), headers);
    expect([forged.status, await stateOf('signed')]).toEqual([401, 'sent']);
    expect((await post('/hooks/mail/sendgrid', body, headers)).status).toBe(204);
    expect(await stateOf('signed')).toBe('opened');
    expect((await post('/hooks/mail/sendgrid', `["${'x'.repeat(3_000_000)}"]`, headers)).status).toBe(413);
    expect((await post('/hooks/mail/generic', `["${'x'.repeat(100_000)}"]`)).status).toBe(413);
  }, 30_000);

  it('of text messages is believed with the signature of Twilio alone', async () => {
    const invitationId = await invited('texted');
    const path = `/hooks/sms/twilio/${invitationId}`;
    const form = { MessageSid: 'SM1', MessageStatus: 'delivered', To: '+1 555 0100' };
    const content = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(form).toString();
    const signed = `https://nps.example${path}${Object.entries(form).flat().join('')}`;
    const signature = createHmac('sha1', 'sms-token').update(signed).digest('base64');
    for (const [sent, status] of [
      ['AAAA', 401],
      [signature, 204],
      [signature, 204],
    ] as const)
      expect((await post(path, body, { ...content, 'x-twilio-signature': sent })).status).toBe(status);
    expect(await stateOf('texted')).toBe('delivered');
    expect((await post(path, body, content)).status).toBe(401);
  }, 30_000);

  it('is understood as SES by way of SNS, whose subscription is confirmed and whose signature is checked', async () => {
    await invited('ses');
    await harness.database.query('UPDATE survey_dispatch.invitations SET invitation_id = $1 WHERE contact_id = $2', [
      BOUNCED_INVITATION,
      'ses',
    ]);
    const plain = { 'content-type': 'text/plain; charset=UTF-8' };
    const path = `/hooks/mail/ses/${SECRET}`;
    expect((await post(path, CONFIRMATION, plain)).status).toBe(204);
    expect(confirmed).toEqual([CONFIRMATION.SubscribeURL]);
    const forged = { ...NOTIFICATION, Message: NOTIFICATION.Message.replace('Permanent', 'Transient') };
    const refused = await post(path, forged, plain);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ errors: [{ field: 'Signature' }] });
    expect(await stateOf('ses')).toBe('sent');
    expect((await post(path, NOTIFICATION, plain)).status).toBe(204);
    expect(await stateOf('ses')).toBe('bounced');
  }, 30_000);

  it('is told what is wrong with a report', async () => {
    const answer = await report({ invitationId: 'x', kind: 'vanished' });
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field).sort()).toEqual(['reports.0.invitationId', 'reports.0.kind']);
  });
});

describe('opting out', () => {
  const linkOf = (contactId: string) => {
    const headers = Object.fromEntries(mailTo(contactId).headers.map(({ key, value }) => [key, value]));
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    return /^<https:\/\/nps\.example(\/u\/[\w.-]+)>$/.exec(headers['list-unsubscribe']!)![1]!;
  };

  it('takes a POST: a link that is followed asks, and records nothing', async () => {
    await invited('curious');
    const page = await fetch(service.url + linkOf('curious'));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<form method="post"')]);
    expect(await stateOf('curious')).toBe('sent');
  }, 30_000);

  it.each([
    ['a mail program', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    ['a mail program that sends a multipart form', 'multipart/form-data; boundary=b', '--b--'],
    ['the page', 'application/x-www-form-urlencoded', ''],
  ])(
    'works from %s, once and for good',
    async (name, type, body) => {
      const suppressed = await harness.published(contracts.contactSuppressed);
      const contactId = name.replaceAll(' ', '-');
      await invited(contactId);
      for (const _ of [1, 2]) expect((await post(linkOf(contactId), body, { 'content-type': type })).status).toBe(200);
      expect(await stateOf(contactId)).toBe('cancelled');
      await eventually(() =>
        expect(suppressed().filter(({ data }) => data.contactId === contactId)).toMatchObject([
          { data: { reason: 'opted_out' } },
        ]),
      );
    },
    30_000,
  );

  it('is not to be had with a link that we did not sign', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await post(`/u/${'0'.repeat(32)}.${'x'.repeat(24)}`, '', form);
    expect(answer.status).toBe(404);
  });
});
