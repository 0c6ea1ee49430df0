import { DataSource } from 'typeorm';
import { Transactions } from '#messaging';
import { eventually, Harness } from '#testing';
import { surveyDispatch } from '../app.module.js';
import { HeldPolicy } from '../budget/budget-policy.query.js';
import { SurveyDispatchConfig } from '../config.js';
import { DecideJourneyEvents } from '../decisions/decide-journey-events.action.js';
import { contactSnapshot, decisionsOf, dispatchEnvironment, knownContacts } from '../fixtures/dispatch.js';
import { ActivePrograms } from './active-programs.query.js';

let harness: Harness;
let single: DataSource;

beforeAll(async () => {
  harness = await Harness.start();
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
    const env = { ...dispatchEnvironment(9), DELIVERY_EVERY_MS: '3600000' };
    const { app } = await harness.run(surveyDispatch, { env });
    await knownContacts(harness, contactSnapshot('lonely'));
    const config = app.get(SurveyDispatchConfig);
    const action = new DecideJourneyEvents(new ActivePrograms(), new HeldPolicy(), { now: () => new Date() }, config);
    const data = { contactId: 'lonely', touchpoint: 'support.case_closed' };
    const event = { id: 'e-1', source: '/crm', correlationId: 'e-1', lineage: '', data };
    await new Transactions(single, 1).run((transaction) => action.decide(transaction, [event], true));
    await eventually(async () => expect(await decisionsOf(harness, 'lonely')).toMatchObject([{ outcome: 'asked' }]));
  }, 30_000);
});
