import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DataSource } from 'typeorm';
import { contactIdOfEmail } from '#messaging';
import { type RunningService, SCOPES } from '#service-kit';
import { eventually, Harness } from '#testing';
import { services } from '../../deploy/local/services.js';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { createApiKey } from '../../services/gateway/src/api-keys/create-api-key.action.js';
import { gateway } from '../../services/gateway/src/app.module.js';

const ENV = {
  LINK_SECRET: 'a-link-secret-for-tests-of-32-characters',
  SMTP_URL: 'smtp://127.0.0.1:9',
  PUBLIC_URL: 'http://127.0.0.1:9',
  MAIL_FROM: 'Rapport <surveys@rapport.example>',
};
const FILES = join(projectRoot(), 'services/response-intake/src/response-imports/fixtures');

let harness: Harness;
let entrance: RunningService;
let key: string;

beforeAll(async () => {
  harness = await Harness.start();
  const running = await Promise.all(services.map((service) => harness.run(service, { env: ENV })));
  const urls = running.map(({ name, url }) => [`${name.replaceAll('-', '_').toUpperCase()}_URL`, url]);
  entrance = await harness.run(gateway, { env: Object.fromEntries(urls) });
  key = (await createApiKey(entrance.app.get(DataSource), { name: 'a person', scopes: SCOPES }, new Date())).key;
}, 120_000);
afterAll(() => harness?.stop(), 60_000);

/** What a person types, and what they read. */
async function importing(format: string, file: string, ...options: string[]) {
  const words = [format, join(FILES, file), '--url', entrance.url, '--key', key, ...options];
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(projectRoot(), 'dist/deploy/import/main.js'),
    ...words,
  ]);
  return stdout;
}

async function ask(path: string) {
  const answer = await fetch(entrance.url + path, { headers: { authorization: `Bearer ${key}` } });
  return answer.json();
}

describe('moving from another survey tool', () => {
  it('is tried dry, done by a command, and leaves scores, contacts and opt-outs, but no case and no mail', async () => {
    const dry = await importing('delighted-csv', 'delighted-responses.csv', '--dry-run');
    expect(dry).toMatch(/Dry run, nothing was written: done/);
    expect(dry).toMatch(/new responses +4\n[\s\S]*refused rows +2\n +row 5: score must be a whole number from 0 to 10/);
    await importing('delighted-csv', 'delighted-unsubscribes.csv');
    expect(await importing('delighted-csv', 'delighted-responses.csv')).toMatch(/people +4\n +new responses +4/);
    expect(await importing('delighted-json', 'delighted-objects.json')).toMatch(
      /new responses +1\n[\s\S]*unchanged +1/,
    );

    const ben = contactIdOfEmail('ben@globex.example');
    await eventually(async () =>
      expect(await ask(`/v1/contacts/${ben}`)).toMatchObject({ name: 'Ben Öztürk', emailConsent: false }),
    );
    const window = 'from=2024-01-01&to=2024-12-31';
    await eventually(async () => expect(await ask(`/v1/metrics/nps?${window}`)).toMatchObject({ n: 4 }));
    await eventually(async () => {
      const [budget] = await harness.database.query<{ blocked: string }>(
        'SELECT blocked FROM survey_dispatch.contact_budget WHERE contact_id = $1',
        [ben],
      );
      expect(budget).toMatchObject({ blocked: 'opted_out' });
    });
    expect((await ask('/v1/cases')) as object).toMatchObject({ items: [] });
  }, 120_000);

  it('says in one line what keeps a file from being imported', async () => {
    await expect(importing('delighted-csv', 'nowhere.csv')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/nowhere\.csv does not exist\n$/),
    });
    await expect(importing('generic-csv', 'generic.csv')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Kundennummer is no column that is known.*mapping\n$/),
    });
  }, 60_000);
});
