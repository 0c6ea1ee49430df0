import { setTimeout as sleep } from 'node:timers/promises';
import { contracts } from '#contracts';
import { newId, toRecord } from '#messaging';
import { signSurveyLink } from '#service-kit';
import type { Arena, BenchRecord } from './arena.js';
import { median } from './measure.js';
import { type Latencies, openLoop } from './open-loop.js';
import { startWhole } from './whole-installation.js';

const PER_SECOND = 200;
const SECONDS = 5;
const RUNS = 5;
const DAY_MS = 24 * 60 * 60 * 1000;
const topic = contracts.invitationScheduled.topic;

/**
 * p99 of the survey page's first byte in milliseconds, at 200 requests per second through the gateway, each with a link
 * of its own: the median of five runs after one that warms up. Every service runs in one process, as with `npm start`.
 */
export async function pageFirstByte(arena: Arena): Promise<number> {
  const own = await arena.besides('pages');
  const prefix = await own.newTopics();
  const whole = await startWhole(own, prefix);
  try {
    const paths = await invite(own, prefix, PER_SECOND * SECONDS * (RUNS + 1));
    const runs: Latencies[] = [];
    for (let run = 0; run <= RUNS; run++) {
      const linked = paths.slice(run * PER_SECOND * SECONDS, (run + 1) * PER_SECOND * SECONDS);
      const sent = { method: 'GET', perSecond: PER_SECOND, seconds: SECONDS, until: 'first byte' } as const;
      const headers = { accept: 'text/html', 'accept-language': 'en', 'user-agent': 'Mozilla/5.0 Firefox/130.0' };
      const latencies = await openLoop({ ...sent, url: whole.url, paths: linked, headers });
      const { p50, p99, most } = latencies;
      const note = run === 0 ? ' (warm-up)' : '';
      process.stderr.write(
        `  page: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, most ${most.toFixed(2)} ms${note}\n`,
      );
      if (run > 0) runs.push(latencies);
    }
    return median(runs.map(({ p99 }) => p99));
  } finally {
    await whole.stop();
    await own.close();
  }
}

/** Has people asked, waits until intake knows of it, and returns the paths of their links. */
async function invite(arena: Arena, prefix: string, count: number): Promise<string[]> {
  const now = Date.now();
  const expiresAt = new Date(now + 30 * DAY_MS);
  const ids = Array.from({ length: count }, () => newId());
  await arena.produce(`${prefix}${topic}`, count, (index) => {
    return toRecord(contracts.invitationScheduled, {
      invitationId: ids[index]!,
      contactId: `c-${index}`,
      accountId: `a-${index % 500}`,
      programId: 'after-support-case',
      touchpoint: 'support.case_closed',
      surveyId: 'nps-support-case',
      surveyVersion: 1,
      question: 'How likely are you to recommend us?',
      locale: 'en',
      dueAt: new Date(now).toISOString(),
      expiresAt: expiresAt.toISOString(),
      journeyEventId: `e-${index}`,
    }) as BenchRecord;
  });
  const known = async () =>
    (await arena.query<{ count: number }>('SELECT count(*)::int AS count FROM response_intake.invitations'))[0]!.count;
  while ((await known()) < count) await sleep(100);
  return ids.map((invitationId) => {
    const token = signSurveyLink({ invitationId, expiresAt: Math.floor(expiresAt.getTime() / 1000) }, arena.secret);
    return `/s/${token}?score=${Number.parseInt(invitationId.slice(-1), 16) % 11}`;
  });
}
