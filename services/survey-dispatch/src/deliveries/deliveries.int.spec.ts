import { type AddressInfo, createServer } from 'node:net';
import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { readLineage } from '#messaging';
import { verifySurveyLink } from '#service-kit';
import { eventually, FakeClock, Harness, HOUR } from '#testing';
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
import { type Mail, MailClient } from '../mails/mail.client.js';
import { SmtpMailClient } from '../mails/smtp-mail.client.js';
import { LEASE_MS } from './delivery.rules.js';

const PAUSE_MS = 2_500;

async function ask(harness: Harness, ...contactIds: string[]): Promise<string[]> {
  await knownContacts(harness, ...contactIds.map((id) => contactSnapshot(id)));
  const events = contactIds.map((id) => journeyEvent(id, new Date()));
  return harness.publish(contracts.journeyEventRecorded, ...events);
}

async function states(harness: Harness, contactId: string) {
  const invitations = await invitationsOf(harness, contactId);
  return invitations.map(({ state, failure }) => [state, failure]);
}

const mailsTo = (server: MailServer, contactId: string) =>
  server.mails.filter((mail) => mail.to![0]!.address === `${contactId}@acme.example`);

describe('a mail', () => {
  let harness: Harness;
  let server: MailServer;

  beforeAll(async () => {
    harness = await Harness.start();
    server = await startMailServer();
    await harness.run(surveyDispatch, { env: dispatchEnvironment(server.port) });
  }, 60_000);
  beforeEach(() => {
    server.answer = 'accept';
  });
  afterAll(async () => {
    await harness?.stop();
    await server?.stop();
  }, 30_000);

  const failureOf = async (contactId: string) => {
    const failed = await harness.published(contracts.invitationFailed);
    return eventually(() => {
      const found = failed().find(({ data }) => data.contactId === contactId);
      expect(found).toBeDefined();
      return found!.data;
    });
  };

  it('asks the question in the language of the contact, with eleven links that open the page', async () => {
    const sent = await harness.published(contracts.invitationSent);
    const [eventId] = await ask(harness, 'maria');
    const mail = await eventually(() => {
      expect(mailsTo(server, 'maria')).toHaveLength(1);
      return mailsTo(server, 'maria')[0]!;
    });
    const [invitation] = await invitationsOf(harness, 'maria');
    const invitationId = invitation!.invitation_id;
    expect(mail).toMatchObject({
      from: { address: 'surveys@acme.example' },
      to: [{ address: 'maria@acme.example', name: 'Maria' }],
      subject: 'Uma pergunta para você',
      messageId: `<${invitationId}@acme.example>`,
    });
    expect(mail.html).toContain('Depois do seu atendimento recente');
    for (const body of [mail.html!, mail.text!]) {
      const links = [...body.matchAll(/https:\/\/nps\.example\/s\/(v1\.[\w.-]+)\?score=(\d+)/g)];
      expect(links.map(([, , score]) => Number(score))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      for (const [, token] of links) {
        const verdict = verifySurveyLink(token!, [LINK_SECRET], new Date());
        expect(verdict).toMatchObject({ ok: true, claims: { invitationId } });
      }
    }
    await eventually(() => {
      const { data, record } = sent().find((it) => it.data.contactId === 'maria')!;
      expect(data).toMatchObject({ invitationId, channel: 'email' });
      expect(record.headers).toMatchObject({ ce_correlationid: eventId, ce_causationid: invitationId });
      expect(readLineage(record.headers.ce_lineage)).toEqual([
        expect.objectContaining({ type: contracts.journeyEventRecorded.type, id: eventId }),
        { type: contracts.invitationScheduled.type, id: invitationId, time: expect.any(Date) },
      ]);
    });
    expect(await states(harness, 'maria')).toEqual([['sent', null]]);
  }, 30_000);

  it('is tried again when the server cannot take it now, with the same Message-ID', async () => {
    server.answer = { responseCode: 452, message: '4.3.1 full' };
    await ask(harness, 'later');
    await eventually(async () =>
      expect(await states(harness, 'later')).toEqual([['scheduled', 'SMTP 452 4.3.1 to DATA']]),
    );
    server.answer = 'accept';
    await eventually(async () => expect(await states(harness, 'later')).toEqual([['sent', null]]));
    expect(new Set(mailsTo(server, 'later').map((mail) => mail.messageId)).size).toBe(1);
  }, 30_000);

  it('is given up when the server refuses it for good, which is said without the address', async () => {
    server.answer = { responseCode: 550, message: '5.1.1 <refused@acme.example> unknown' };
    await ask(harness, 'refused');
    const reason = 'SMTP 550 5.1.1 to DATA';
    expect(await failureOf('refused')).toMatchObject({ state: 'failed', reason });
    expect(await states(harness, 'refused')).toEqual([['failed', reason]]);
  }, 30_000);

  it('is called unknown when the connection is lost after its text, and never repeated', async () => {
    server.answer = 'hang up';
    await ask(harness, 'ambiguous');
    expect(await failureOf('ambiguous')).toMatchObject({ state: 'unknown' });
    server.answer = 'accept';
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    expect(mailsTo(server, 'ambiguous')).toHaveLength(1);
    const reason = expect.stringContaining('after the mail was handed over');
    expect(await states(harness, 'ambiguous')).toEqual([['unknown', reason]]);
  }, 30_000);
});

describe('a dispatcher', () => {
  let harness: Harness;
  let server: MailServer;

  beforeEach(async () => {
    harness = await Harness.start();
    server = await startMailServer();
  }, 60_000);
  afterEach(async () => {
    await harness?.stop();
    await server?.stop();
  }, 30_000);

  it('loses nothing while the mail server is away, and sends each mail once when it is back', async () => {
    const { port } = server;
    await server.stop();
    // First there is something that hangs up on every mail before it took any text, then nothing at all.
    const moody = createServer((socket) => {
      socket.write('220 mail.example ESMTP\r\n');
      socket.on('error', () => {});
      socket.on('data', (data) => {
        if (/^(EHLO|MAIL)/i.test(data.toString())) socket.write('250 ok\r\n');
        else socket.destroy();
      });
    });
    await new Promise<void>((resolve) => moody.listen(port, '127.0.0.1', resolve));
    expect((moody.address() as AddressInfo).port).toBe(port);
    const service = await harness.run(surveyDispatch, { env: dispatchEnvironment(port) });
    const contactIds = Array.from({ length: 60 }, (_, index) => `patient-${index}`);
    await ask(harness, ...contactIds);
    const email = async () => {
      const { body } = await harness.call(service, 'GET', '/v1/delivery');
      return body.channels.find(({ channel }: { channel: string }) => channel === 'email');
    };
    await eventually(async () =>
      expect(await email()).toMatchObject({ state: 'paused', reason: 'ECONNECTION', provider: `127.0.0.1:${port}` }),
    );
    await new Promise((resolve) => moody.close(resolve));
    await eventually(async () => expect((await email()).failedProbes).toBeGreaterThanOrEqual(2), 20_000);
    expect((await email()).waiting).toBeGreaterThan(40);
    // While it is paused, nothing but probes costs an attempt: most were not even tried.
    const tried = await harness.database.query(
      `SELECT sum(attempts)::int AS attempts FROM survey_dispatch.invitations`,
    );
    expect(tried[0]!.attempts).toBeLessThan(45);
    server = await startMailServer(port);
    await eventually(
      async () =>
        expect(
          await harness.database.query(`SELECT 1 FROM survey_dispatch.invitations WHERE state = 'sent'`),
        ).toHaveLength(60),
      30_000,
    );
    for (const contactId of contactIds) expect(mailsTo(server, contactId)).toHaveLength(1);
    expect(await email()).toMatchObject({ state: 'working', since: null, reason: null, waiting: 0 });
  }, 90_000);

  it('sends no more than its limits allow, whatever the number of dispatchers, and everything in the end', async () => {
    const clock = new FakeClock();
    const env = { ...dispatchEnvironment(server.port), MAILS_PER_MINUTE: '120', MAIL_DOMAIN_LIMITS: 'slow.example=6' };
    for (const _ of [1, 2]) await harness.run(surveyDispatch, { env, overrides: { clock } });
    const slow = ['s-1', 's-2', 's-3'];
    const quick = ['q-1', 'q-2', 'q-3', 'q-4'];
    await knownContacts(
      harness,
      ...slow.map((id) => contactSnapshot(id, { email: `${id}@slow.example` })),
      ...quick.map((id) => contactSnapshot(id)),
    );
    const asked = [...slow, ...quick].map((id) => journeyEvent(id, clock.now()));
    await harness.publish(contracts.journeyEventRecorded, ...asked);
    const sentTo = (domain: string) => server.mails.filter(({ to }) => to![0]!.address!.endsWith(domain)).length;
    await eventually(() => expect(server.mails.length).toBeGreaterThan(0));
    const passing = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        clock.advance(1_000);
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      return [server.mails.length, sentTo('slow.example')];
    };
    const [inAll] = await passing(1);
    expect(inAll).toBeLessThanOrEqual(4);
    const [, slowly] = await passing(5);
    expect([sentTo('acme.example'), slowly]).toEqual([4, 1]);
    expect(await passing(5)).toEqual([6, 2]);
    expect(await passing(10)).toEqual([7, 3]);
  }, 60_000);

  it('has what belongs to a program that is paused wait, and moves the windows of who is mailed late', async () => {
    const clock = new FakeClock();
    await harness.run(surveyDispatch, { env: dispatchEnvironment(server.port), overrides: { clock } });
    // As when the program was paused while the decision was being made: the pause has not seen the invitation.
    await knownContacts(harness, contactSnapshot('waiting'));
    await harness.publish(contracts.journeyEventRecorded, journeyEvent('waiting', clock.now(), 'onboarding.completed'));
    await eventually(async () => expect(await states(harness, 'waiting')).toEqual([['scheduled', null]]));
    await harness.database.query(`UPDATE survey_dispatch.programs SET state = 'paused'`);
    clock.advance(HOUR);
    const held = () =>
      harness.database.query(
        `SELECT held_due_at IS NOT NULL AS held, attempts FROM survey_dispatch.invitations WHERE state = 'scheduled'`,
      );
    await eventually(async () => expect(await held()).toEqual([{ held: true, attempts: 0 }]));
    await harness.database.query(`UPDATE survey_dispatch.programs SET state = 'active'`);
    await harness.database.query('UPDATE survey_dispatch.invitations SET due_at = held_due_at, held_due_at = NULL');
    await eventually(async () => expect(await states(harness, 'waiting')).toEqual([['sent', null]]));
    const [window] = await harness.database.query<{ last_asked_at: Date }>(
      `SELECT last_asked_at FROM survey_dispatch.contact_budget WHERE contact_id = 'waiting'`,
    );
    expect(window!.last_asked_at).toEqual(clock.now());
  }, 60_000);

  it('never repeats a mail during whose sending it died, and sends none to who opted out meanwhile', async () => {
    /** Sends, and is gone before it can say so. */
    @Injectable()
    class DyingMailClient extends SmtpMailClient {
      override async send(mail: Mail): Promise<never> {
        await super.send(mail);
        throw new Error('killed');
      }
    }
    const clock = new FakeClock();
    const providers = [{ provide: MailClient, useClass: DyingMailClient }];
    await harness.run(surveyDispatch, { env: dispatchEnvironment(server.port), overrides: { clock, providers } });
    const failed = await harness.published(contracts.invitationFailed);
    await knownContacts(harness, contactSnapshot('leaving'));
    const onboarded = journeyEvent('leaving', clock.now(), 'onboarding.completed');
    await harness.publish(contracts.journeyEventRecorded, onboarded);
    await eventually(async () => expect(await states(harness, 'leaving')).toEqual([['scheduled', null]]));
    await knownContacts(harness, contactSnapshot('leaving', { version: 2, emailConsent: false }));
    await ask(harness, 'killed');
    await eventually(() => expect(mailsTo(server, 'killed')).toHaveLength(1));
    expect(await states(harness, 'killed')).toEqual([['sending', null]]);

    clock.advance(Math.max(LEASE_MS, HOUR));
    await eventually(() => {
      expect(failed().map(({ data }) => data)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ contactId: 'killed', state: 'unknown' }),
          expect.objectContaining({ contactId: 'leaving', state: 'failed', reason: 'no_email_consent' }),
        ]),
      );
    });
    clock.advance(LEASE_MS);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    expect(server.mails.map((mail) => mail.to![0]!.address)).toEqual(['killed@acme.example']);
  }, 60_000);
});
