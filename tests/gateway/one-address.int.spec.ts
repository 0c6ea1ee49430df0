import { DataSource } from 'typeorm';
import { contracts } from '#contracts';
import { type RunningService, SCOPES, type Scope } from '#service-kit';
import { eventually, Harness } from '#testing';
import { services } from '../../deploy/local/services.js';
import { createApiKey } from '../../services/gateway/src/api-keys/create-api-key.action.js';
import { gateway } from '../../services/gateway/src/app.module.js';
import { SERVICES } from '../../services/gateway/src/routes/routes.rules.js';
import { openApiProblems } from './openapi-checks.js';

const ENV = {
  LINK_SECRET: 'a-link-secret-for-tests-of-32-characters',
  SMTP_URL: 'smtp://127.0.0.1:9',
  PUBLIC_URL: 'http://127.0.0.1:9',
  MAIL_FROM: 'Rapport <surveys@rapport.example>',
};

let harness: Harness;
let entrance: RunningService;
let behind: Map<string, RunningService>;

const variableOf = (service: string) => `${service.replaceAll('-', '_').toUpperCase()}_URL`;

beforeAll(async () => {
  harness = await Harness.start();
  const running = await Promise.all(services.map((service) => harness.run(service, { env: ENV })));
  behind = new Map(running.map((service) => [service.name, service]));
  const urls = running.map(({ name, url }) => [variableOf(name), url]);
  entrance = await harness.run(gateway, { env: Object.fromEntries(urls) });
}, 120_000);
afterAll(() => harness?.stop(), 60_000);

async function keyWith(...scopes: Scope[]): Promise<string> {
  return (await createApiKey(entrance.app.get(DataSource), { name: 'a tool', scopes }, new Date())).key;
}

async function ask(path: string, key: string, method = 'GET') {
  const answer = await fetch(entrance.url + path, { method, headers: { authorization: `Bearer ${key}` } });
  return { status: answer.status, body: await answer.json() };
}

describe('the one address', () => {
  it('answers with what the directory knows', async () => {
    const key = await keyWith('read');
    await harness.publish(contracts.accountUpserted, { accountId: 'acme', name: 'Acme' });
    await eventually(async () => {
      expect(await ask('/v1/accounts/acme', key)).toMatchObject({ status: 200, body: { name: 'Acme', version: 1 } });
    });
    expect(await ask('/v1/accounts/nobody', key)).toMatchObject({ status: 404, body: { title: 'Not Found' } });
  }, 30_000);

  it('refuses what the scopes of a key do not cover, and names the scope', async () => {
    const key = await keyWith('read', 'write');
    for (const service of behind.keys()) {
      expect(await ask(`/v1/operations/${service}/dead-letters`, key)).toMatchObject({
        status: 403,
        body: { title: 'Forbidden', detail: expect.stringContaining('"operate"') },
      });
    }
    const operator = await keyWith(...SCOPES);
    expect((await ask('/v1/operations/directory/dead-letters', operator)).status).toBe(200);
  });
});

describe('the one document', () => {
  const document = async (url: string) => (await (await fetch(`${url}/openapi.json`)).json()) as { paths: object };

  it('knows every service there is', () => {
    expect([...behind.keys()].toSorted()).toEqual([...SERVICES].toSorted());
  });

  it('is a sound OpenAPI 3.1 document in which every operation says what it is and how it fails', async () => {
    expect(openApiProblems(await document(entrance.url))).toEqual([]);
  });

  it('leaves out nothing that a service offers', async () => {
    const offered = await Promise.all([...behind.values()].map(({ url }) => document(url)));
    const paths = offered.flatMap((it) => Object.keys(it.paths));
    const shown = Object.keys((await document(entrance.url)).paths);
    const ofServices = shown.filter((path) => !path.startsWith('/delighted/v1/'));
    expect(ofServices.toSorted()).toEqual(paths.toSorted());
    expect(shown.length).toBeGreaterThan(ofServices.length);
  });
});
