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

let harness: Harness;
let server: MailServer;
let service: RunningService;
const clock = new FakeClock();

beforeAll(async () => {
  harness = await Harness.start();
  server = await startMailServer();
  service = await harness.run(surveyDispatch, { env: dispatchEnvironment(server.port), overrides: { clock } });
}, 60_000);
afterAll(async () => {
  await harness?.stop();
  await server?.stop();
}, 30_000);

async function invited(contactId: string, state: string, touchpoint = 'support.case_closed'): Promise<string> {
  await knownContacts(harness, contactSnapshot(contactId));
  await harness.publish(contracts.journeyEventRecorded, journeyEvent(contactId, clock.now(), touchpoint));
  await eventually(async () => expect(await invitationsOf(harness, contactId)).toMatchObject([{ state }]));
  return (await invitationsOf(harness, contactId))[0]!.invitation_id;
}

const changesOf = async (invitationId: string) => {
  const { body } = await harness.call(service, 'GET', `/v1/invitations/${invitationId}`);
  return body.history.map(({ change }: { change: string }) => change);
};

function response(invitationId: string, contactId: string) {
  const at = clock.now().toISOString();
  const answer = { score: 9, channel: 'page', answeredAt: at, revisedAt: at };
  return {
    responseId: `r-${contactId}`,
    revision: 1,
    contactId,
    invitationId,
    touchpoint: 'support.case_closed',
    ...answer,
  };
}

describe('an invitation', () => {
  it('is answered by its response, once, in the chain of the response', async () => {
    const answered = await harness.published(contracts.invitationAnswered);
    const invitationId = await invited('answering', 'sent');
    const [eventId] = await harness.publish(contracts.responseRecorded, response(invitationId, 'answering'));
    await harness.publish(contracts.responseRecorded, { ...response(invitationId, 'answering'), revision: 2 });
    await eventually(() => expect(answered()).toHaveLength(1));
    expect(answered()[0]!.data).toMatchObject({ invitationId, contactId: 'answering' });
    expect(answered()[0]!.record.headers).toMatchObject({ ce_causationid: eventId });
    expect(await changesOf(invitationId)).toEqual(['scheduled', 'sent', 'answered']);
  }, 30_000);

  it('is taken back once and then never sent', async () => {
    const cancelled = await harness.published(contracts.invitationCancelled);
    const invitationId = await invited('calling-off', 'scheduled', 'onboarding.completed');
    const path = `/v1/invitations/${invitationId}/cancel`;
    const reason = 'the case was opened again';
    for (const _ of [1, 2]) {
      const { status, body } = await harness.call(service, 'POST', path, { reason });
      expect(status).toBe(200);
      expect(body).toMatchObject({ state: 'cancelled', history: [{}, { change: 'cancelled', reason }] });
    }
    clock.advance(2 * HOUR);
    await invited('after-it', 'sent');
    await eventually(() => expect(cancelled().map(({ data }) => data)).toMatchObject([{ invitationId, reason }]));
    expect(server.mails.map((mail) => mail.to![0]!.address)).not.toContain('calling-off@acme.example');
  }, 30_000);

  it('cannot be taken back when it is answered, when nobody says why, or when there is none', async () => {
    const invitationId = await invited('too-late', 'sent');
    await harness.publish(contracts.responseRecorded, response(invitationId, 'too-late'));
    await eventually(async () => expect(await changesOf(invitationId)).toContain('answered'));
    const path = `/v1/invitations/${invitationId}/cancel`;
    const late = await harness.call(service, 'POST', path, { reason: 'changed my mind' });
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('it is answered') } });
    const mute = await harness.call(service, 'POST', path, {});
    expect(mute).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([{ field: 'reason', reason: 'must be a string' }]) },
    });
    const nobody = '01994f3e-8a51-7c3e-9b1f-2d4c5e6f7a8b';
    expect((await harness.call(service, 'POST', `/v1/invitations/${nobody}/cancel`, { reason: 'x' })).status).toBe(404);
  }, 30_000);

  it('is taken back by an event that names its touchpoint, and not by one that names another', async () => {
    const invitationId = await invited('reopening', 'sent');
    const withdrawn = { contactId: 'reopening', reason: 'case opened again', occurredAt: clock.now().toISOString() };
    await harness.publish(contracts.invitationWithdrawn, { ...withdrawn, touchpoint: 'renewal.upcoming' });
    await harness.publish(contracts.invitationWithdrawn, { ...withdrawn, touchpoint: 'support.case_closed' });
    await eventually(async () => expect(await changesOf(invitationId)).toEqual(['scheduled', 'sent', 'cancelled']));
    const { body } = await harness.call(service, 'GET', `/v1/invitations/${invitationId}`);
    expect(body.history[2].reason).toBe('case opened again');
  }, 30_000);

  it('expires when its time is over, also when it was never sent', async () => {
    const expired = await harness.published(contracts.invitationExpired);
    const sent = await invited('silent', 'sent');
    const unsent = await invited('unsent', 'scheduled', 'onboarding.completed');
    clock.advance(31 * DAY);
    await eventually(() =>
      expect(expired().map(({ data }) => data.invitationId)).toEqual(expect.arrayContaining([sent, unsent])),
    );
    expect(await changesOf(sent)).toEqual(['scheduled', 'sent', 'expired']);
    expect(await changesOf(unsent)).toEqual(['scheduled', 'expired']);
  }, 30_000);
});
