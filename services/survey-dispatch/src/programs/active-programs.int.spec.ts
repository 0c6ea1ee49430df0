import { DataSource } from 'typeorm';
import { SystemClock, Transactions } from '#messaging';
import type { RunningService } from '#service-kit';
import { eventually, Harness } from '#testing';
import { surveyDispatch } from '../app.module.js';
import { HeldPolicy } from '../budget/budget-policy.query.js';
import { SurveyDispatchConfig } from '../config.js';
import { DecideJourneyEvents } from '../decisions/decide-journey-events.action.js';
import { SettleDecisions } from '../decisions/settle-decisions.action.js';
import { contactSnapshot, decisionsOf, dispatchEnvironment, knownContacts } from '../fixtures/dispatch.js';
import { ActivePrograms } from './active-programs.query.js';

let harness: Harness;
let service: RunningService;
let single: DataSource;

beforeAll(async () => {
  harness = await Harness.start();
  const env = { ...dispatchEnvironment(9), DELIVERY_EVERY_MS: '3600000' };
  service = await harness.run(surveyDispatch, { env });
  single = await new DataSource({
    type: 'postgres',
    url: harness.environment('survey-dispatch').DATABASE_URL!,
    poolSize: 1,
    extra: { options: '-c search_path=survey_dispatch', connectionTimeoutMillis: 1_000 },
  }).initialize();
}, 60_000);
afterAll(async () => {
  await single?.destroy();
  await harness?.stop();
}, 30_000);

describe('deciding', () => {
  it('needs no second connection, so that a pool in full use cannot wait for itself', async () => {
    await knownContacts(harness, contactSnapshot('lonely'));
    const config = service.app.get(SurveyDispatchConfig);
    const action = new DecideJourneyEvents(
      new ActivePrograms(),
      new HeldPolicy(),
      new SettleDecisions(),
      new SystemClock(),
      config,
    );
    const data = { contactId: 'lonely', touchpoint: 'support.case_closed' };
    const event = { id: 'e-1', source: '/crm', correlationId: 'e-1', lineage: '', data };
    await new Transactions(single, 1).run((transaction) => action.decide(transaction, [event], true));
    await eventually(async () => expect(await decisionsOf(harness, 'lonely')).toMatchObject([{ outcome: 'asked' }]));
  }, 30_000);
});

const NEW = {
  programId: 'new',
  name: 'New',
  kind: 'transactional',
  touchpoint: 'x.y',
  surveyId: 'nps-renewal',
};

describe('the REST API of programs, decisions and the budget', () => {
  it.each([
    ['GET', '/v1/programs/none', undefined, 404, undefined],
    ['PATCH', '/v1/programs/none', { active: true }, 404, undefined],
    ['PATCH', '/v1/programs/before-renewal', { delaySeconds: -1 }, 400, 'delaySeconds'],
    ['PATCH', '/v1/programs/before-renewal', { delaySeconds: null }, 400, 'delaySeconds'],
    ['PATCH', '/v1/programs/before-renewal', { kind: 'relationship' }, 400, 'kind'],
    ['PATCH', '/v1/programs/before-renewal', { samplePercent: 0 }, 400, 'samplePercent'],
    ['POST', '/v1/programs', { ...NEW, surveyId: 'unheard-of' }, 400, 'surveyId'],
    ['POST', '/v1/programs', { ...NEW, kind: 'relationship', touchpoint: undefined }, 400, 'cadenceDays'],
    [
      'POST',
      '/v1/programs',
      { ...NEW, kind: 'relationship', touchpoint: undefined, cadenceDays: 120 },
      400,
      'cadenceDays',
    ],
    ['POST', '/v1/programs', { ...NEW, channels: ['email', 'letter'] }, 400, 'channels'],
    ['POST', '/v1/programs', { ...NEW, channels: ['sms'] }, 400, 'channels.0'],
    ['POST', '/v1/programs', { ...NEW, surveyVersion: 2 }, 400, 'surveyVersion'],
    ['POST', '/v1/programs', { ...NEW, reminders: [{ afterHours: 721 }] }, 400, 'reminders.0.afterHours'],
    ['POST', '/v1/programs', { ...NEW, reminders: [{ afterHours: 1, channel: 'in_app' }] }, 400, 'reminders.0.channel'],
    ['POST', '/v1/programs', { ...NEW, reminders: Array(6).fill({ afterHours: 1 }) }, 400, 'reminders'],
    ['PATCH', '/v1/programs/before-renewal', { reminders: [{ afterHours: 0 }] }, 400, 'reminders.0.afterHours'],
    ['PATCH', '/v1/programs/before-renewal', { surveyVersion: 9 }, 400, 'surveyVersion'],
    ['POST', '/v1/programs', { ...NEW, programId: 'before-renewal' }, 409, undefined],
    [
      'POST',
      '/v1/programs',
      { ...NEW, audience: [{ subject: 'account', attribute: 'arr', operator: 'like', value: 1 }] },
      400,
      'audience.0.operator',
    ],
    ['GET', '/v1/decisions/why', undefined, 400, 'contactId'],
    ['GET', '/v1/decisions/why?contactId=nobody-knows', undefined, 404, undefined],
    ['PUT', '/v1/contact-budget', { allDays: 90 }, 400, 'touchpointDays'],
    ['GET', '/v1/decisions?outcome=liked', undefined, 400, 'outcome'],
    ['GET', '/v1/decisions?limit=201', undefined, 400, 'limit'],
    ['GET', '/v1/decisions/summary?since=yesterday', undefined, 400, 'since'],
    ['GET', '/v1/invitations?cursor=1', undefined, 400, 'cursor'],
    ['GET', '/v1/invitations/not-an-id', undefined, 400, undefined],
    ['GET', '/v1/invitations/018f0000-0000-7000-8000-000000000000', undefined, 404, undefined],
  ])('answers %s %s with a problem document', async (method, path, body, status, field) => {
    const answer = await harness.call(service, method, path, body);
    expect(answer).toMatchObject({ status, body: { status } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    if (field) expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
  });
});
