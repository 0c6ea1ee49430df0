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
    await harness.run(surveyDispatch, { env: dispatchEnvironment(port) });
    const contactIds = Array.from({ length: 25 }, (_, index) => `patient-${index}`);
    await ask(harness, ...contactIds);
    const triedAgain = (attempts: number) => async () =>
      expect(
        await harness.database.query(
          `SELECT 1 FROM survey_dispatch.invitations WHERE state IN ('scheduled', 'sending') AND attempts >= $1`,
          [attempts],
        ),
      ).toHaveLength(25);
    await eventually(triedAgain(1));
    await new Promise((resolve) => moody.close(resolve));
    await eventually(triedAgain(2));
    server = await startMailServer(port);
    await eventually(
      async () =>
        expect(
          await harness.database.query(`SELECT 1 FROM survey_dispatch.invitations WHERE state = 'sent'`),
        ).toHaveLength(25),
      30_000,
    );
    for (const contactId of contactIds) expect(mailsTo(server, contactId)).toHaveLength(1);
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
