import fc from 'fast-check';
import { contracts } from '#contracts';
import { eventually, Harness } from '#testing';
import { SERVICES } from '../../services/gateway/src/routes/routes.rules.js';
import { exchange } from './fuzz/exchange.js';
import { Installation, SECRET } from './fuzz/installation.js';
import { begin, meet, takesAway } from './fuzz/known-things.js';
import { needsKey, pages, refusalsOf } from './fuzz/pages.js';
import { broken, PATIENCE_MS } from './fuzz/promises.js';
import { type FuzzedRequest, type Operation, operationsOf, requestsFor } from './fuzz/requests.js';
import { DocumentedValues } from './fuzz/values.js';
import type { Json } from './fuzz/wild-values.js';

/** Requests per operation; more go deeper: FUZZ_RUNS=500 npm test -- tests/gateway/fuzz */
const RUNS = Number(process.env.FUZZ_RUNS ?? 25);
/** Where not everything is to be asked: FUZZ_ONLY=/v1/responses */
const ONLY = process.env.FUZZ_ONLY ?? '/';
/** The same seed sends the same requests. */
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

let harness: Harness;
let installation: Installation;
let document: Json;

beforeAll(async () => {
  harness = await Harness.start();
  installation = await Installation.start(harness);
  document = await (await fetch(`${installation.url}/openapi.json`)).json();
}, 120_000);
afterAll(async () => {
  await installation?.stop();
  await harness?.stop();
}, 60_000);

/** What the requests may name: a contact who was asked by mail, and the links of that mail. */
async function knownThings(): Promise<Map<string, string[]>> {
  const [contactId, accountId, email] = ['maria', 'acme', 'maria@acme.example'];
  await harness.publish(contracts.accountUpserted, { accountId, name: 'Acme' });
  await harness.publish(contracts.contactUpserted, { contactId, accountId, email, locale: 'en' });
  const { url, keys } = installation;
  const read = { headers: { authorization: `Bearer ${keys.read}` } };
  await eventually(async () => expect((await fetch(`${url}/v1/contacts/${contactId}`, read)).status).toBe(200));
  const occurredAt = new Date().toISOString();
  await harness.publish(contracts.journeyEventRecorded, { contactId, touchpoint: 'support.case_closed', occurredAt });
  const links = await eventually(async () => {
    const [mail] = (await (await fetch(`${url}/mail/api/messages?to=${email}`)).json()) as [{ id: string }];
    const { html } = (await (await fetch(`${url}/mail/api/messages/${mail.id}`)).json()) as { html: string };
    return (path: string) => [new RegExp(`/${path}/([^"?/]+)`).exec(html)![1]!];
  });
  return new Map([
    ['contactid', [contactId]],
    ['accountid', [accountId]],
    ['token', links('s')],
    ['optouttoken', links('u')],
    ['step', ['0', '1']],
    ['lang', ['en']],
    ['secret', [SECRET]],
    ['x-webhook-secret', [SECRET]],
  ]);
}

const authorization = (asker: FuzzedRequest['asker']): Record<string, string> => {
  if (asker === 'nobody') return {};
  const keys = { all: installation.keys.all, reader: installation.keys.read, 'made up': `rpt_${'A'.repeat(43)}` };
  return { authorization: `Bearer ${keys[asker]}` };
};

/** What every service offers alike is asked in full of one of them. */
const runsOf = ({ path }: Operation) =>
  path.startsWith('/v1/operations/') && !path.startsWith('/v1/operations/directory/') ? Math.ceil(RUNS / 10) : RUNS;

/** The operations that took a request: what refuses everything is not tried where it matters. */
const took = new Set<Operation>();

/** Sends a request and throws what is wrong with its answer. */
async function attempt(request: FuzzedRequest, operation: Operation): Promise<void> {
  const { path: template } = operation;
  const send = () =>
    exchange(installation.url, { ...request, headers: { ...authorization(request.asker), ...request.headers } });
  let answer = await send();
  // A machine that is busy with something else may be slow once; what is slow twice is slow.
  if (answer.tookMs > PATIENCE_MS) answer = await send();
  if (answer.status < 400 && request.method === operation.method) took.add(operation);
  const promises = broken(request, answer, refusalsOf(template), needsKey(template));
  if (promises.length > 0) throw new Error(promises.join('; '));
  const unhandled = [...installation.troubles, ...installation.errors].splice(0);
  installation.forget();
  if (unhandled.length > 0) throw new Error(unhandled.join('; '));
}

const shown = ({ method, path, headers, body, asker }: FuzzedRequest) =>
  `${method} ${path.slice(0, 300)} by ${asker} ${JSON.stringify(headers).slice(0, 300)} ${body?.toString('latin1').slice(0, 600) ?? ''}`;

async function firstFailure(operation: Operation, values: DocumentedValues, seed: number): Promise<string[]> {
  const property = fc.asyncProperty(requestsFor(operation, values), (request) => attempt(request, operation));
  const checked = await fc.check(property, { seed, numRuns: runsOf(operation) });
  if (!checked.failed) return [];
  const [request] = checked.counterexample ?? [];
  const name = `${operation.method} ${operation.path}`;
  return [`${name}: ${checked.errorInstance}\n    ${request && shown(request)}`];
}

describe('the one address, sent anything', () => {
  it('never breaks, never hangs, and says of everything that it refuses what is wrong with it', async () => {
    const documented = operationsOf(document);
    const known = await knownThings();
    const values = new DocumentedValues(document, known);
    await begin(installation.url, installation.keys.all, known);
    // Twice: what is there after the first time is named by the second, and events had time to arrive.
    for (let time = 0; time < 2; time++) await meet(installation.url, installation.keys.all, documented, values, known);
    const failures: string[] = [];
    // What takes things away comes last.
    const all = [...pages(documented), ...documented].toSorted((a, b) => Number(takesAway(a)) - Number(takesAway(b)));
    const asked = all.filter(({ path }) => path.startsWith(ONLY));
    for (const [index, operation] of asked.entries())
      failures.push(...(await firstFailure(operation, values, SEED + index)));
    if (failures.length > 0) throw new Error(`seed ${SEED}\n${failures.join('\n')}`);
    // Otherwise it would be the door alone that is tried.
    if (ONLY === '/') expect(took.size / asked.length).toBeGreaterThan(0.5);
  }, 600_000);

  it('lets nothing in that a service behind it cannot work with', async () => {
    for (const service of SERVICES) {
      const schema = service.replaceAll('-', '_');
      await eventually(async () => {
        expect(await harness.database.query(`SELECT id FROM ${schema}.outbox LIMIT 1`)).toEqual([]);
      }, 60_000);
      const failed = await harness.database.query(
        `SELECT consumer, reason FROM ${schema}.dead_letters UNION SELECT consumer, last_error FROM ${schema}.parked_keys`,
      );
      expect({ service, failed }).toEqual({ service, failed: [] });
    }
    expect(installation.troubles).toEqual([]);
  }, 120_000);
});
