import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { eventually } from '#testing';
import { DocumentedApi } from './documented-api.js';
import { blocksOf, Guide } from './guide.js';
import { RunningClock } from './running-clock.js';
import { startVisit, type Visit } from './visit.js';

const PAGE = 'docs/feedback-from-elsewhere.md';
const clock = new RunningClock();
let visit: Visit;
let api: DocumentedApi;

beforeAll(async () => {
  visit = await startVisit({ clock });
  api = await DocumentedApi.at(visit.installation.url, await visit.installation.createApiKey('cx'));
}, 120_000);
afterAll(() => visit?.stop(), 60_000);

const answer = { contactId: 'ada', touchpoint: 'support.case_closed', score: 9 };
const nps = async () => (await api.call('GET', '/v1/metrics/nps')).body;
/** Everything that scoring keeps and counts from. */
const scores = async () => ({
  responses: await visit.database.query('SELECT * FROM scoring.scored_responses'),
  rollups: await visit.database.query('SELECT * FROM scoring.score_rollups'),
});
const known = async (source: string) => (await api.call('GET', `/v1/feedback?source=${source}`)).body.items;

/** How each scheme of the page's examples is signed, by the definition. */
// biome-ignore lint/suspicious/noExplicitAny: a definition is whatever the page shows
function signed({ signature, secret }: any, body: string): Record<string, string> {
  if (signature.scheme === 'shared-token') return { [signature.header]: secret };
  const moment = clock.now().toISOString();
  const content = signature.timestampHeader ? moment + body : body;
  const digest = createHmac('sha256', secret).update(content).digest(signature.encoding);
  return {
    [signature.header]: (signature.prefix ?? '') + digest,
    ...(signature.timestampHeader && { [signature.timestampHeader]: moment }),
  };
}

function deliver(webhookId: string, body: string, headers: Record<string, string>): Promise<Response> {
  const address = `${visit.installation.url}/hooks/feedback/${webhookId}`;
  return fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

describe('feedback from elsewhere', () => {
  it('comes as its page says, word for word, and moves no score', async () => {
    expect((await api.call('POST', '/v1/responses', answer)).status).toBe(201);
    await eventually(async () => expect(await nps()).toMatchObject({ n: 1, nps: 100 }));
    const before = await scores();
    expect(before.rollups.length).toBeGreaterThan(0);

    const calls = await Guide.of(PAGE, api, visit, clock).follow();
    expect(calls).toEqual({
      'Over Kafka': 1,
      'Over REST': 4,
      'A ticket from a help desk': 2,
      'An issue of a code host': 1,
      'Reviews of an app store': 1,
      'What it says': 1,
    });

    const blocks = blocksOf(readFileSync(new URL(`../../${PAGE}`, import.meta.url), 'utf8'));
    const deliveries = blocks.filter(({ info }) => info === 'json delivery');
    expect(deliveries).toHaveLength(3);
    for (const { heading, text } of deliveries) {
      const made = blocks.find((it) => it.heading === heading && it.text.startsWith('POST /v1/feedback-webhooks\n'));
      const definition = JSON.parse(made!.text.slice(made!.text.indexOf('\n')));
      expect((await deliver(definition.webhookId, text, signed(definition, text))).status).toBe(202);
      expect((await deliver(definition.webhookId, text, {})).status).toBe(401);
    }
    expect(await known('zendesk')).toMatchObject([{ title: 'Slow export', revision: 1 }]);
    expect(await known('github')).toMatchObject([{ text: '(no description)' }]);
    const stars = (await known('app-store')).map(({ rating }: { rating: { value: number } }) => rating.value);
    expect(stars.sort()).toEqual([1, 5]);

    // Its insights are there: scoring had the time to be moved.
    await eventually(async () => {
      const { items } = (await api.call('GET', '/v1/insights?source=feedback&limit=200')).body;
      expect(items).toHaveLength(7);
    });
    expect(await scores()).toEqual(before);
    expect(await nps()).toMatchObject({ n: 1, nps: 100 });
    expect((await api.call('GET', '/v1/cases')).body.items).toEqual([]);
  }, 120_000);

  it('passes a name and a password through the gateway, and nothing over its size', async () => {
    const definition = {
      webhookId: 'with-password',
      source: 'crm',
      kind: 'csm_note',
      secret: 'a-password-of-the-crm',
      signature: { scheme: 'basic', username: 'crm' },
      mapping: { fields: { externalId: '$.id', text: '$.note', writtenAt: '$.at' } },
    };
    expect((await api.call('POST', '/v1/feedback-webhooks', definition)).status).toBe(201);
    const password = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    const note = (id: string, text: string) => JSON.stringify({ id, note: text, at: '2025-11-03T09:30:00Z' });
    const good = password(`crm:${definition.secret}`);
    expect((await deliver('with-password', note('n-1', 'fine'), good)).status).toBe(202);
    expect((await deliver('with-password', note('n-1', 'fine'), password('crm:wrong'))).status).toBe(401);
    const long = await deliver('with-password', note('n-2', 'x'.repeat(200_000)), good);
    expect(long.status).toBe(422);
    expect((await deliver('with-password', note('n-3', 'x'.repeat(300_000)), good)).status).toBe(413);
  }, 60_000);
});
