import { setTimeout as sleep } from 'node:timers/promises';
import { contracts } from '#contracts';
import { newId, RecordClient, toRecord } from '#messaging';
import { accountsOf, peoplePerAccount } from './accounts.js';
import type { FileAnswer } from './answers-file.js';
import { ask, forEachOf, type Installation } from './api.js';
import { missingOf, saysSomething, type Trail } from './audit.rules.js';
import { Trails } from './trails.js';

/** The audit of a replay: what was sent, what came of it, and what is missing. */
export interface Replay {
  readonly run: string;
  readonly trails: readonly Trail[];
  /** Events dated more than 30 days ago: they were sent as of today, the system refuses older ones. */
  readonly redated: number;
  /** Accounts beyond those of the file: where it names more people of one than the contact budget lets be asked. */
  readonly furtherAccounts: number;
  readonly seconds: number;
  /** The service's own numbers over the run's segment. */
  readonly metrics: {
    n: number;
    nps: number | null;
    distribution: number[] | null;
    interval: { lower: number; upper: number } | null;
  };
}

type Progress = (text: string, kind?: 'passing') => void;

const DAY_MS = 24 * 60 * 60 * 1000;
const OLDEST_DAYS = 29;
const BATCH = 500;
/** How long nothing may move before the replay stops waiting, in milliseconds. */
const STALLED_MS = 60_000;

/**
 * Drives answers through the running loop: each row becomes a contact of its own, with a journey event, an invitation by
 * mail, and an answer to it. The accounts carry a segment of the run's own, so that its NPS can be asked for.
 */
export async function replay(
  answers: readonly FileAnswer[],
  installation: Installation,
  onProgress: Progress,
): Promise<Replay> {
  const run = `replay-${newId().slice(0, 13)}`;
  const began = Date.now();
  const records = new RecordClient(installation.brokers.split(','), installation.topicPrefix);
  const trails = new Trails();
  try {
    await trails.follow(records);
    for (const { row, score, comment } of answers) trails.byContact.set(`${run}-${row}`, { row, score, comment });
    const accounts = accountsOf(run, answers, await peoplePerAccount(installation));
    const furtherAccounts = new Set(accounts.values()).size - new Set(answers.map(({ account }) => account ?? '')).size;
    await sendCustomers(records, run, accounts, installation);
    const redated = await sendJourneyEvents(records, run, answers);
    await waitUntil(onProgress, 'decided', answers.length, () => trails.count((trail) => trail.decision !== undefined));
    const asked = trails.count((trail) => trail.decision === 'asked');
    await answerAll(trails, asked, installation, onProgress);
    const done = (trail: Trail) => trail.answered === true && missingOf(trail).length === 0;
    await waitUntil(onProgress, 'through the whole loop', asked, () => trails.count(done));
    const metrics = await ask<Replay['metrics']>(installation, `/v1/metrics/nps?segment=${run}`);
    const seconds = (Date.now() - began) / 1000;
    return { run, trails: [...trails.byContact.values()], redated, furtherAccounts, seconds, metrics };
  } finally {
    await records.close();
  }
}

async function inBatches<T>(items: readonly T[], send: (batch: T[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += BATCH) await send(items.slice(start, start + BATCH));
}

async function sendCustomers(
  records: RecordClient,
  run: string,
  accountOfRow: ReadonlyMap<number, string>,
  installation: Installation,
): Promise<void> {
  const accounts = [...new Set(accountOfRow.values())];
  await inBatches(accounts, (batch) =>
    records.send(
      contracts.accountUpserted.topic,
      batch.map((accountId) => toRecord(contracts.accountUpserted, { accountId, name: accountId, segment: run })),
    ),
  );
  await waitFor(installation, `/v1/accounts/${accounts.at(-1)}`);
  const rows = [...accountOfRow];
  await inBatches(rows, (batch) =>
    records.send(
      contracts.contactUpserted.topic,
      batch.map(([row, accountId]) => {
        const contactId = `${run}-${row}`;
        return toRecord(contracts.contactUpserted, { contactId, accountId, email: `${contactId}@replay.example` });
      }),
    ),
  );
  await waitFor(installation, `/v1/contacts/${run}-${rows.at(-1)![0]}`);
}

async function sendJourneyEvents(records: RecordClient, run: string, answers: readonly FileAnswer[]): Promise<number> {
  let redated = 0;
  const now = Date.now();
  await inBatches(answers, (batch) =>
    records.send(
      contracts.journeyEventRecorded.topic,
      batch.map(({ row, date, touchpoint }) => {
        const fits = date !== undefined && date.getTime() <= now && now - date.getTime() < OLDEST_DAYS * DAY_MS;
        if (date !== undefined && !fits) redated++;
        const occurredAt = (fits ? date : new Date(now)).toISOString();
        const event = { contactId: `${run}-${row}`, touchpoint: touchpoint ?? 'support.case_closed', occurredAt };
        return toRecord(contracts.journeyEventRecorded, event, { id: `${run}-${row}`, source: `/replay/${run}` });
      }),
    ),
  );
  return redated;
}

/** Answers each invitation once it was sent. */
async function answerAll(
  trails: Trails,
  asked: number,
  installation: Installation,
  onProgress: Progress,
): Promise<void> {
  await waitUntil(onProgress, 'answered', asked, async () => {
    await forEachOf(trails.sent.splice(0), 16, async ({ contactId, invitationId }) => {
      const trail = trails.byContact.get(contactId)!;
      const comment = trail.comment?.slice(0, 5_000);
      await waitFor(
        installation,
        '/v1/responses',
        { invitationId, score: trail.score, ...(comment && { comment }) },
        contactId,
      );
      trail.answered = true;
    });
    return trails.count((trail) => trail.answered === true);
  });
}

/** Asks until the answer is a success: what was just published may not have arrived yet. */
async function waitFor(
  installation: Installation,
  path: string,
  body?: unknown,
  idempotencyKey?: string,
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await ask(installation, path, body, idempotencyKey);
      return;
    } catch (error) {
      if (attempt >= 50) throw error;
      await sleep(100);
    }
  }
}

/** Waits until as many are done as should be; gives up when nothing moves for a minute. */
async function waitUntil(
  onProgress: Progress,
  what: string,
  wanted: number,
  count: () => number | Promise<number>,
): Promise<void> {
  let before = -1;
  let movedAt = Date.now();
  for (;;) {
    const done = await count();
    onProgress(`${done} of ${wanted} ${what}`, done >= wanted ? undefined : 'passing');
    if (done >= wanted) return;
    if (done > before) movedAt = Date.now();
    before = done;
    if (Date.now() - movedAt > STALLED_MS) {
      onProgress(`nothing more was ${what} for a minute; the audit says what is missing`);
      return;
    }
    await sleep(100);
  }
}

/** How many of the answers have a comment that says something. */
export function commentsOf(trails: readonly Trail[]): number {
  return trails.filter(({ comment }) => saysSomething(comment)).length;
}
