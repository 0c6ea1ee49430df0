import { databaseUrlOf } from '#service-kit';
import { createTestDatabase, TEST_PASSWORD, type TestDatabase, testEnvironment } from '#testing';
import { runApiKeyCommand } from './api-key.command.js';

let database: TestDatabase;
let env: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase(testEnvironment());
  env = { DATABASE_URL: databaseUrlOf(database.url, 'gateway', TEST_PASSWORD) };
}, 30_000);
afterAll(() => database?.drop());

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runApiKeyCommand(args, env, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out, err: err.join('\n') };
}

describe('the command for API keys', () => {
  it('prints a new key alone, so that a script can take it, and never shows it again', async () => {
    const created = await run('create', '--name', 'crm', '--scopes', 'write,read');
    expect(created).toMatchObject({ code: 0, out: [expect.stringMatching(/^rpt_[\w-]{43}$/)] });
    const listed = await run('list');
    expect(listed.out.join()).toContain(`${created.out[0]!.slice(0, 10)}…  crm  read,write`);
    expect(listed.out.join()).not.toContain(created.out[0]!.slice(0, 12));
  });

  it('revokes a key once, and says so in the list', async () => {
    await run('create', '--name', 'old', '--scopes', 'read');
    const id = (await run('list')).out.find((line) => line.includes('  old  '))!.split(' ')[0]!;
    expect((await run('revoke', id)).code).toBe(0);
    expect((await run('list')).out.find((line) => line.startsWith(id))).toContain('revoked 2');
    expect(await run('revoke', id)).toMatchObject({ code: 1, err: expect.stringContaining(`no key ${id}`) });
  });

  it.each([
    [[], 'usage'],
    [['delete'], 'usage'],
    [['create', '--scopes', 'read'], '--name is missing'],
    [['create', '--name', 'crm'], '--scopes is missing'],
    [['create', '--name', 'crm', '--scopes', 'read,admin'], 'there is no scope admin'],
    [['create', '--name', 'crm', '--scope', 'read'], "Unknown option '--scope'"],
    [['revoke'], 'usage'],
    [['revoke', 'crm'], 'crm is not the id of a key'],
  ])('says how it is used after %j, and changes nothing', async (args, reason) => {
    const count = () => database.query<{ n: string }>('SELECT count(*) AS n FROM gateway.api_keys');
    const before = await count();
    expect(await run(...args)).toMatchObject({ code: 2, out: [], err: expect.stringContaining(reason) });
    expect(await count()).toEqual(before);
  });

  it('says which setting it misses', async () => {
    const err: string[] = [];
    expect(await runApiKeyCommand(['list'], {}, { out: () => {}, err: (line) => err.push(line) })).toBe(1);
    expect(err.join()).toContain('DATABASE_URL is missing');
  });
});
