import { createHmac } from 'node:crypto';
import { contracts } from '#contracts';
import { eventually } from '#testing';
import { responseIntake } from '../app.module.js';
import { appStore, github, zendesk } from '../fixtures/deliveries.js';
import { Intake, LINK_SECRET } from '../fixtures/intake.js';

const NOW = new Date('2026-03-10T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SECRET = 'a-secret-of-the-code-host';

let intake: Intake;
beforeAll(async () => {
  intake = await Intake.start();
  // Signatures are of moments near this one.
  intake.clock.advance(NOW.getTime() - intake.clock.now().getTime());
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

const call = (method: string, path: string, body?: unknown) =>
  intake.harness.call(intake.service, method, `/v1/feedback-webhooks${path}`, body);
const define = (webhookId: string, example: { definition: object }, change: object = {}) =>
  call('POST', '', { webhookId, ...example.definition, ...change });

/** Delivers as a sender does: without a key of ours. */
async function deliver(
  webhookId: string,
  body: string,
  headers: Record<string, string> = {},
  type = 'application/json',
) {
  const answer = await fetch(`${intake.service.url}/hooks/feedback/${webhookId}`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body,
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came back
  const told: any = await answer.json();
  return { status: answer.status, type: answer.headers.get('content-type'), body: told };
}
const signed = (body: string, secret = SECRET) => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});
const issue = (change: object = {}, action = 'opened') =>
  JSON.stringify({ action, issue: { ...(github.delivery as { issue: object }).issue, body: 'Please', ...change } });
const itemsOf = async (source: string, externalId: string) =>
  (
    await intake.harness.call(
      intake.service,
      'GET',
      `/v1/feedback?source=${source}&externalId=${externalId}&removed=true`,
    )
  ).body.items;

describe('a webhook', () => {
  it('is defined with its secret, which is shown once and kept sealed', async () => {
    const made = await define('sealed', github, { secret: SECRET });
    expect(made).toMatchObject({ status: 201, body: { secret: SECRET, path: '/hooks/feedback/sealed' } });
    const generated = await define('generated', github);
    expect(generated.body.secret).toHaveLength(43);
    const { secret: _, ...shown } = made.body;
    expect((await call('GET', '/sealed')).body).toEqual(shown);
    expect((await call('GET', '')).body.items).toContainEqual(shown);
    const kept = JSON.stringify(await intake.harness.database.query('SELECT * FROM response_intake.feedback_webhooks'));
    for (const secret of [SECRET, generated.body.secret]) {
      expect(kept).not.toContain(secret);
      expect(kept).not.toContain(Buffer.from(secret).toString('base64'));
    }
  });

  it('is refused where it is wrong, and where its id is taken', async () => {
    const wrong = await define('wrong', github, {
      kind: 'rumour',
      mapping: { fields: {}, when: 'x' },
      secret: 'short',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map(({ field }: { field: string }) => field)).toEqual(['secret']);
    const places = await define('wrong', github, { kind: 'rumour', mapping: { fields: {}, when: 'x' } });
    expect(places.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'kind',
      'mapping.when',
      'mapping.fields.externalId',
      'mapping.fields.text',
      'mapping.fields.writtenAt',
    ]);
    expect((await define('Not an id', github)).body.errors[0].field).toBe('webhookId');
    await define('taken', github);
    expect((await define('taken', github)).status).toBe(409);
  });

  it('is replaced and removed', async () => {
    await define('changing', github, { secret: SECRET });
    const replaced = await call('PUT', '/changing', { ...github.definition, kind: 'ticket' });
    expect(replaced).toMatchObject({ status: 200, body: { kind: 'ticket' } });
    expect((await call('PUT', '/changing', {})).status).toBe(400);
    expect(
      (await deliver('changing', issue({ node_id: 'changed' }), signed(issue({ node_id: 'changed' })))).status,
    ).toBe(202);
    expect(await itemsOf('github', 'changed')).toMatchObject([{ kind: 'ticket' }]);
    expect((await call('DELETE', '/changing')).status).toBe(204);
    expect((await call('DELETE', '/changing')).status).toBe(404);
    expect((await call('GET', '/changing')).status).toBe(404);
    expect((await call('PUT', '/changing', github.definition)).status).toBe(404);
    expect((await deliver('changing', issue(), signed(issue()))).status).toBe(404);
  });
});

describe('a delivery', () => {
  beforeAll(async () => {
    await define('host', github, { secret: SECRET });
    await define('desk', zendesk, { secret: SECRET });
    await define('store', appStore, { secret: SECRET });
    await define('basic', github, { signature: { scheme: 'basic', username: 'host' }, secret: SECRET });
  });

  it('becomes a feedback item that everyone is told of, once however often it is delivered', async () => {
    const recorded = await intake.harness.published(contracts.feedbackRecorded);
    const body = issue({ node_id: 'once' });
    expect(await deliver('host', body, signed(body))).toMatchObject({
      status: 202,
      body: { received: 1, recorded: 1 },
    });
    expect(await deliver('host', body, signed(body))).toMatchObject({
      status: 202,
      body: { unchanged: 1, recorded: 0 },
    });
    const [item] = await itemsOf('github', 'once');
    expect(item).toMatchObject({ revision: 1, kind: 'feature_request', title: 'Dark mode', text: 'Please' });
    await eventually(() => {
      const told = recorded().filter(({ data }) => data.feedbackId === item.feedbackId);
      expect(told.map(({ data }) => [data.revision, data.externalId])).toEqual([[1, 'once']]);
    });
  }, 30_000);

  it('is followed by its edits and its deletion; an old one that is replayed brings nothing back', async () => {
    const first = issue({ node_id: 'edits' });
    const edit = issue({ node_id: 'edits', body: 'Pretty please', updated_at: '2026-03-02T00:00:00Z' }, 'edited');
    const deletion = issue({ node_id: 'edits', updated_at: '2026-03-03T00:00:00Z' }, 'deleted');
    for (const body of [first, edit]) await deliver('host', body, signed(body));
    expect(await itemsOf('github', 'edits')).toMatchObject([{ revision: 2, text: 'Pretty please' }]);
    expect((await deliver('host', deletion, signed(deletion))).body).toMatchObject({ removed: 1 });
    for (const body of [first, edit])
      expect((await deliver('host', body, signed(body))).body).toMatchObject({ stale: 1 });
    expect(await itemsOf('github', 'edits')).toMatchObject([{ revision: 3, text: null, removed: 'deleted' }]);
  });

  it.each([
    ['no signature', {}],
    ['a signature of another secret', signed(issue({ node_id: 'forged' }), 'another-secret-altogether')],
    ['a signature of another body', signed(issue({ node_id: 'other' }))],
  ])('with %s is refused', async (_, headers) => {
    const refused = await deliver('host', issue({ node_id: 'forged' }), headers);
    expect(refused).toMatchObject({ status: 401, type: expect.stringContaining('application/problem+json') });
    expect(await itemsOf('github', 'forged')).toEqual([]);
  });

  it('is not read before its signature is checked', async () => {
    for (const body of ['{"broken":', '', '{"__proto__":{"x":1}}', 'a\0b'])
      expect((await deliver('host', body, signed('else'))).status).toBe(401);
    expect(await deliver('host', '{"broken":', signed('{"broken":'))).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'body', reason: 'is not JSON' }] },
    });
    expect((await deliver('host', 'x'.repeat(300_000), signed('x'))).status).toBe(413);
  });

  it('may say that it is of another type, which changes nothing', async () => {
    for (const type of [
      'text/plain',
      'application/vnd.host+json; charset=utf-8',
      'application/x-delivery-as-it-came',
    ]) {
      const body = issue({ node_id: `type-${type.length}` });
      expect((await deliver('host', body, signed(body), type)).status).toBe(202);
    }
    const elsewhere = await fetch(`${intake.service.url}/v1/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-delivery-as-it-came' },
      body: '{}',
    });
    expect([400, 401, 415]).toContain(elsewhere.status);
  });

  it('that has not what is needed is answered with the paths that found nothing', async () => {
    const body = JSON.stringify({ action: 'opened', issue: { title: 'Dark mode' } });
    const refused = await deliver('host', body, signed(body));
    expect(refused).toMatchObject({ status: 422, type: expect.stringContaining('application/problem+json') });
    expect(refused.body.errors).toEqual([
      { field: 'externalId', reason: 'is missing: the path $.issue.node_id found nothing' },
      { field: 'writtenAt', reason: 'is missing: the path $.issue.created_at found nothing' },
    ]);
    const token = { 'x-webhook-token': SECRET };
    expect((await deliver('store', '{"reviews": []}', token)).body.errors).toEqual([
      { field: 'items', reason: 'the path $.reviews[*] found nothing' },
    ]);
  });

  it('that is of no interest is ignored', async () => {
    const body = issue({ node_id: 'labeled' }, 'labeled');
    expect(await deliver('host', body, signed(body))).toMatchObject({ status: 202, body: { received: 0, ignored: 1 } });
    expect(await itemsOf('github', 'labeled')).toEqual([]);
  });

  it('with several items takes those that are good, and says what is wrong with the others', async () => {
    const [good] = (appStore.delivery as { reviews: object[] }).reviews;
    const reviews = [good, { ...good, review_id: 'r-9', body: '' }, { ...good, review_id: 'r-8', stars: 7 }];
    const taken = await deliver('store', JSON.stringify({ reviews }), { 'x-webhook-token': SECRET });
    expect(taken).toMatchObject({ status: 202, body: { received: 3, recorded: 1, refused: 2 } });
    expect(taken.body.problems).toEqual([
      { field: 'items.1.text', reason: 'is missing: the path $.body found nothing' },
      { field: 'items.2.rating', reason: expect.stringContaining('between') },
    ]);
    expect(await itemsOf('app-store', 'r-1')).toMatchObject([{ rating: { value: 5, lowest: 1, highest: 5 } }]);
  });

  it('may be signed with its moment, and is refused once that is long ago', async () => {
    const body = JSON.stringify(zendesk.delivery);
    const at = (time: Date) => {
      const timestamp = time.toISOString();
      const signature = createHmac('sha256', SECRET)
        .update(timestamp + body)
        .digest('base64');
      return { 'x-zendesk-webhook-signature': signature, 'x-zendesk-webhook-signature-timestamp': timestamp };
    };
    expect((await deliver('desk', body, at(NOW))).status).toBe(202);
    expect((await deliver('desk', body, at(new Date(NOW.getTime() - 6 * MINUTE)))).status).toBe(401);
    expect(await itemsOf('zendesk', '4711')).toMatchObject([{ title: 'Slow export', accountId: 'acme' }]);
  });

  it('may come with a name and a password', async () => {
    const body = issue({ node_id: 'basic' });
    const password = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    expect((await deliver('basic', body, password('host:wrong-password-here'))).status).toBe(401);
    expect((await deliver('basic', body, password(`host:${SECRET}`))).status).toBe(202);
  });
});

describe('a secret', () => {
  it('is changed without a gap: the one before holds for a while', async () => {
    await define('rotating', github, { secret: SECRET });
    const next = 'the-next-secret-of-the-host';
    const rotated = await call('POST', '/rotating/secrets', { secret: next, keepPreviousHours: 2 });
    expect(rotated).toMatchObject({
      status: 201,
      body: { secret: next, previousSecretUntil: '2026-03-10T14:00:00.000Z' },
    });
    const body = issue({ node_id: 'rotating' });
    const tried = async () => [
      (await deliver('rotating', body, signed(body, SECRET))).status,
      (await deliver('rotating', body, signed(body, next))).status,
    ];
    expect(await tried()).toEqual([202, 202]);
    intake.clock.advance(2 * HOUR);
    expect(await tried()).toEqual([401, 202]);
    const made = await call('POST', '/rotating/secrets', { keepPreviousHours: 0 });
    expect(made.body.secret).toHaveLength(43);
    expect(await tried()).toEqual([401, 401]);
    expect((await deliver('rotating', body, signed(body, made.body.secret))).status).toBe(202);
    expect((await call('POST', '/nobody/secrets', {})).status).toBe(404);
  });

  it('still holds when the key that sealed it was replaced', async () => {
    await define('resealed', github, { secret: SECRET });
    const env = { LINK_SECRET, SECRETS_KEY: 'another-key-that-seals-secrets-from-now-on' };
    const other = await intake.harness.run(responseIntake, { env, overrides: { clock: intake.clock } });
    const body = issue({ node_id: 'resealed' });
    const answer = await fetch(`${other.url}/hooks/feedback/resealed`, { method: 'POST', headers: signed(body), body });
    expect(answer.status).toBe(202);
    await intake.harness.stopService(other);
  }, 60_000);
});

describe('a try', () => {
  it('says what a sample would become, by the mapping that holds or by a draft, and writes nothing', async () => {
    await define('trying', github, { secret: SECRET });
    const sample = JSON.parse(issue({ node_id: 'tried' }));
    const held = await call('POST', '/trying/try', { sample });
    expect(held).toMatchObject({ status: 200, body: { ignored: false, problems: [] } });
    expect(held.body.items).toMatchObject([{ item: { externalId: 'tried', text: 'Please' }, problems: [] }]);
    const draft = { fields: { ...github.definition.mapping.fields, text: '$.issue.nowhere', url: '$.action' } };
    const drafted = await call('POST', '/trying/try', { sample, mapping: draft });
    expect(drafted.body.items[0].problems).toEqual([
      { field: 'text', reason: 'is missing: the path $.issue.nowhere found nothing' },
    ]);
    const wrong = await call('POST', '/trying/try', { sample, mapping: { fields: {} } });
    expect(wrong.status).toBe(400);
    expect((await call('POST', '/trying/try', { sample: { action: 'closed' } })).body).toMatchObject({ ignored: true });
    expect((await call('POST', '/trying/try', { sample: 7 })).body).toMatchObject({ ignored: true });
    expect((await call('POST', '/nobody/try', { sample })).status).toBe(404);
    expect(await itemsOf('github', 'tried')).toEqual([]);
  });
});
