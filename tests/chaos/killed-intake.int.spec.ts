import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { contracts } from '#contracts';
import { newId } from '#messaging';
import { SCOPES, signPrincipal, signSurveyLink } from '#service-kit';
import { eventually, Harness } from '#testing';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { freePort } from '../../deploy/local/stack/tcp-port.js';

const LINK_SECRET = 'a-link-secret-for-a-service-that-is-killed';
const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0';
const KILLS = 4;
const SINGLE = 120;
const BATCHES = 12;
const PER_BATCH = 25;
const PAGES = 60;
const DAY_MS = 24 * 60 * 60 * 1000;

let harness: Harness;
let intake: ChildProcess;
let url: string;
let finished = 0;
let repeated = 0;

/** Starts the service as a process of its own, always at the same address. */
async function start(): Promise<void> {
  const port = new URL(url).port;
  const env = harness.environment('response-intake', { PORT: port, LINK_SECRET, SETTLE_AFTER_SECONDS: '3600' });
  intake = fork(join(projectRoot(), 'dist/services/response-intake/src/main.js'), {
    env: { PATH: process.env.PATH, OTEL_SDK_DISABLED: 'true', ...env },
    execArgv: [],
    silent: true,
  });
  await eventually(async () => expect((await fetch(`${url}/health/ready`)).ok).toBe(true), 60_000);
}

/** Sends the same again until it is answered, as clients that were not answered do. */
async function untilTaken(path: string, init: RequestInit): Promise<void> {
  for (;;) {
    const answer = await fetch(url + path, { ...init, redirect: 'manual', signal: AbortSignal.timeout(5_000) }).catch(
      () => undefined,
    );
    if (answer && answer.status < 400) break;
    if (answer && answer.status !== 503) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    repeated++;
    await sleep(50);
  }
  finished++;
}

async function invite(count: number): Promise<string[]> {
  const now = Date.now();
  const expiresAt = new Date(now + 30 * DAY_MS);
  const ids = Array.from({ length: count }, () => newId());
  const scheduled = ids.map((invitationId, index) => ({
    invitationId,
    contactId: `page-${index}`,
    accountId: 'acme',
    programId: 'after-support',
    touchpoint: 'support.case_closed',
    surveyId: 'nps',
    question: 'How likely are you to recommend us?',
    locale: 'en',
    dueAt: new Date(now).toISOString(),
    expiresAt: expiresAt.toISOString(),
    journeyEventId: `journey-${index}`,
  }));
  await harness.publish(contracts.invitationScheduled, ...scheduled);
  await eventually(async () => {
    expect(await harness.database.query('SELECT 1 FROM response_intake.invitations')).toHaveLength(count);
  }, 30_000);
  return ids.map((invitationId) =>
    signSurveyLink({ invitationId, expiresAt: Math.floor(expiresAt.getTime() / 1000) }, LINK_SECRET),
  );
}

beforeAll(async () => {
  harness = await Harness.start();
  url = `http://127.0.0.1:${await freePort()}`;
  await start();
}, 120_000);
afterAll(async () => {
  intake?.kill('SIGKILL');
  await harness?.stop();
}, 60_000);

describe('intake that is killed again and again', () => {
  it('makes exactly one response of every answer that its sender repeats until it is taken', async () => {
    const published = await harness.published(contracts.responseRecorded);
    const tokens = await invite(PAGES);
    const principal = { subject: 'test', scopes: SCOPES };
    const signed = await signPrincipal(principal, harness.environment('response-intake').INTERNAL_SECRET!);
    const answer = (contactId: string, score: number) => ({ contactId, touchpoint: 'support.case_closed', score });
    const api = (path: string, key: string, body: unknown) => {
      const headers = { authorization: `Bearer ${signed}`, 'content-type': 'application/json', 'idempotency-key': key };
      return () => untilTaken(path, { method: 'POST', headers, body: JSON.stringify(body) });
    };
    const single = Array.from({ length: SINGLE }, (_, i) =>
      api('/v1/responses', `s-${i}`, answer(`single-${i}`, i % 11)),
    );
    const batches = Array.from({ length: BATCHES }, (_, i) => {
      const items = Array.from({ length: PER_BATCH }, (__, k) => answer(`batch-${i}-${k}`, k % 11));
      return api('/v1/responses/batch', `b-${i}`, { items });
    });
    const pages = tokens.map((token, i) => () => {
      const init = { headers: { 'user-agent': BROWSER }, body: new URLSearchParams({ score: `${i % 11}` }) };
      return untilTaken(`/s/${token}`, { method: 'POST', ...init });
    });
    const all = [single, batches, pages].map((kind) => ({ left: [...kind], rests: 3_000 / kind.length }));
    // Each kind at its own pace, so that every kill meets some of each.
    const sending = all.map(async ({ left, rests }) => {
      const under = left.map(async (send, index) => {
        await sleep(index * rests * KILLS);
        await send();
      });
      await Promise.all(under);
    });
    const total = SINGLE + BATCHES + PAGES;
    const killing = (async () => {
      for (let kill = 1; kill <= KILLS; kill++) {
        await eventually(() => expect(finished).toBeGreaterThanOrEqual((total * kill) / (KILLS + 1)), 60_000);
        const exited = once(intake, 'exit');
        intake.kill('SIGKILL');
        await exited;
        await start();
      }
    })();
    await Promise.all([...sending, killing]);
    expect(repeated).toBeGreaterThan(0);

    const rows = await harness.database.query<{ response_id: string; contact_id: string; revision: number }>(
      'SELECT response_id, contact_id, revision FROM response_intake.responses',
    );
    expect(rows).toHaveLength(SINGLE + BATCHES * PER_BATCH + PAGES);
    expect(new Set(rows.map((row) => row.contact_id)).size).toBe(rows.length);
    expect(new Set(rows.map((row) => row.revision))).toEqual(new Set([1]));
    await eventually(() => {
      const events = published();
      expect(new Set(events.map(({ data }) => data.responseId))).toEqual(new Set(rows.map((row) => row.response_id)));
      expect(new Set(events.map(({ record }) => record.headers.ce_id)).size).toBe(rows.length);
    }, 60_000);
  }, 240_000);
});
