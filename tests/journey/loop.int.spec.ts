import { contracts } from '#contracts';
import { eventually } from '#testing';
import { answer, linksOf, startVisit, type Visit } from './visit.js';

let visit: Visit;

beforeAll(async () => {
  visit = await startVisit();
  await visit.publish(contracts.accountUpserted, {
    accountId: 'acme',
    name: 'Acme',
    arr: 50_000,
    segment: 'mid-market',
    ownerCsm: 'ana.silva',
  });
}, 120_000);
afterAll(() => visit?.stop(), 60_000);

/** Lets a contact be asked and answers its mail; returns the response as REST shows it. */
async function ask(contactId: string, fields: Record<string, string>, touchpoint?: string) {
  await visit.happen(contactId, 'acme', touchpoint);
  const links = linksOf(await visit.mailTo(`${contactId}@visit.example`));
  const posted = await answer(links[Number(fields.score)]!, fields);
  expect(posted.status).toBe(303);
  const { items } = await visit.get(`/v1/responses?contactId=${contactId}`);
  return { response: items[0], links };
}

const first = async (path: string) =>
  eventually(async () => {
    const { items } = await visit.get(path);
    expect(items.length).toBeGreaterThan(0);
    return items[0];
  });

describe('the whole loop', () => {
  it('turns a detractor into a task with an owner and a deadline, by itself and within a second', async () => {
    const event = await visit.happen('maria', 'acme');
    const mail = await visit.mailTo('maria@visit.example');
    const links = linksOf(mail);
    expect(links).toHaveLength(11);
    for (const link of links) expect((await fetch(link)).status).toBe(200);
    expect((await visit.get('/v1/responses?contactId=maria')).items).toEqual([]);

    const comment = 'Support is slow: three weeks to get a reply about the invoice.';
    await answer(links[2]!, { score: '2', comment });
    const answered = Date.now();
    const [response] = (await visit.get('/v1/responses?contactId=maria')).items;
    const opened = await first(`/v1/cases?responseId=${response.responseId}`);
    const insight = await first(`/v1/insights?sourceId=${response.responseId}`);
    await eventually(async () =>
      expect((await visit.get('/v1/metrics/nps?touchpoint=support.case_closed')).n).toBeGreaterThan(0),
    );
    expect(Date.now() - answered).toBeLessThan(1_000);

    expect(insight).toMatchObject({ language: 'en', sentiment: 'negative' });
    const theCase = await visit.get(`/v1/cases/${opened.caseId}`);
    expect(theCase).toMatchObject({
      owner: 'ana.silva',
      ownerSource: 'account_owner',
      contactId: 'maria',
      accountId: 'acme',
      comment,
    });
    expect(new Date(theCase.tasks[0].dueAt).getTime()).toBeGreaterThan(Date.now());

    const trace = await visit.get(`/v1/cases/${opened.caseId}/trace`);
    expect(trace.events[0]).toMatchObject({ type: contracts.journeyEventRecorded.type, id: event });
    expect(trace.events.map(({ type }: { type: string }) => type.split('.').at(-1))).toEqual([
      'JourneyEventRecorded',
      'InvitationScheduled',
      'InvitationSent',
      'ResponseRecorded',
      'ResponseScored',
      'CaseOpened',
    ]);
    expect(trace.correlationId).toBe(event);
  }, 60_000);

  it('enriches the case when a later comment revises the answer', async () => {
    const { response, links } = await ask('tom', { score: '4' });
    const opened = await first(`/v1/cases?responseId=${response.responseId}`);
    await answer(links[4]!, { score: '4', comment: 'The mobile app crashes every day.' });
    await eventually(async () => {
      const theCase = await visit.get(`/v1/cases/${opened.caseId}`);
      expect(theCase.insight).toMatchObject({ sentiment: 'negative' });
    });
    expect((await visit.get(`/v1/responses/${response.responseId}`)).revision).toBe(2);
  }, 60_000);

  it('plans a retention step for a passive and asks a promoter for advocacy', async () => {
    const passive = await ask('greta', { score: '7' });
    const promoter = await ask('paul', { score: '10', comment: 'Great support team!' });
    expect(await first(`/v1/retention-steps?responseId=${passive.response.responseId}`)).toMatchObject({
      owner: 'ana.silva',
    });
    expect(await first(`/v1/advocacy-requests?responseId=${promoter.response.responseId}`)).toMatchObject({
      contactId: 'paul',
    });
    expect((await visit.get(`/v1/cases?responseId=${promoter.response.responseId}`)).items).toEqual([]);
  }, 60_000);

  it('asks nobody twice within the quarantine, and says why', async () => {
    await ask('li', { score: '9' });
    const second = await visit.happen('li', 'acme');
    const decision = await first(`/v1/decisions?journeyEventId=${encodeURIComponent(second)}`);
    expect(decision).toMatchObject({ outcome: 'suppressed', reason: 'contact_quarantine' });
  }, 60_000);

  it('moves the score by exactly the difference when an answer is changed', async () => {
    const { links } = await ask('nora', { score: '10' }, 'renewal.upcoming');
    const path = '/v1/metrics/nps?touchpoint=renewal.upcoming';
    const before = await eventually(async () => {
      const metrics = await visit.get(path);
      expect(metrics.distribution?.[10]).toBeGreaterThan(0);
      return metrics;
    });
    await answer(links[10]!, { score: '3' });
    await eventually(async () => {
      const after = await visit.get(path);
      const expected = [...before.distribution];
      expected[10] -= 1;
      expected[3] += 1;
      expect(after.distribution).toEqual(expected);
      expect(after.n).toBe(before.n);
    });
  }, 60_000);
});
