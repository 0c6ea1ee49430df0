import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalStack } from '../../deploy/local/stack/local-stack.js';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { directory } from '../../services/directory/src/app.module.js';
import { feedbackTagging } from '../../services/feedback-tagging/src/app.module.js';
import { followUp } from '../../services/follow-up/src/app.module.js';
import { responseIntake } from '../../services/response-intake/src/app.module.js';
import { scoring } from '../../services/scoring/src/app.module.js';
import { surveyDispatch } from '../../services/survey-dispatch/src/app.module.js';
import { answerLatency, bareLatency } from './answer-latency.js';
import { bareAnswers, durableAnswers } from './answers.js';
import { Arena } from './arena.js';
import { claims } from './claims.js';
import { type DryRunCost, dryRun } from './dry-runs.js';
import { JourneyEvents } from './journey-events.js';
import { answerToCase, twoRoundTrips } from './loop-latency.js';
import { bareMails, invitationMails, SmtpSink } from './mails.js';
import { format, interleave, type Measured } from './measure.js';
import { type Memory, memoryUnderLoad } from './memory.js';
import { pageFirstByte } from './pages.js';
import { bareProduce, relayRate } from './relay.js';
import { importedRows } from './response-imports.js';
import { usualConsumer } from './usual-consumer.js';

/** What each ratio must reach; `atMost` where lower is better. */
const GOALS: Readonly<Record<string, { what: string; floor: number; target: number; atMost?: true }>> = {
  R1: { what: 'journey events decided/s ÷ eachBatch + one insert', floor: 0.25, target: 0.4 },
  R1relay: { what: 'the same while the relays send, as in service', floor: 0.25, target: 0.4 },
  R1n: { what: 'journey events decided/s ÷ a usual NestJS consumer', floor: 5, target: 10 },
  R2: { what: 'durable answers/s ÷ bare Fastify with one INSERT', floor: 0.45, target: 0.6 },
  R2p99: {
    what: 'p99 ms of an answer ÷ of bare Fastify with one INSERT, each at half of its load',
    floor: 4,
    target: 2.5,
    atMost: true,
  },
  R4: { what: 'answer → case ms ÷ two Kafka round trips', floor: 8, target: 4, atMost: true },
  R6: { what: 'due invitations claimed/s, 10 million pending ÷ 100 thousand', floor: 0.7, target: 0.9 },
  R10: { what: 'invitation mails/s ÷ bare pooled nodemailer with a static mail', floor: 0.5, target: 0.7 },
  R5: { what: 'relay messages/s ÷ bare produce, 500 per transaction', floor: 0.5, target: 0.7 },
  R5single: { what: 'the same, one message per transaction', floor: 0.5, target: 0.7 },
};

type Results = Record<string, Measured>;

async function benchJourneyEvents(arena: Arena, results: Results, wanted: (id: string) => boolean): Promise<void> {
  if (wanted('R1')) {
    const events = new JourneyEvents(arena, 100_000);
    await events.prepare();
    results.R1 = await interleave('R1', events.decisions('wait'), events.bareInserts());
  }
  if (wanted('R1relay')) {
    const events = new JourneyEvents(arena, 100_000);
    await events.prepare();
    results.R1relay = await interleave('R1relay', events.decisions('send'), events.bareInserts());
  }
  if (wanted('R1n')) {
    const events = new JourneyEvents(arena, 40_000);
    await events.prepare();
    const usual = usualConsumer(arena, 3_000);
    results.R1n = await interleave('R1n', events.decisions('send'), usual);
    await usual.close();
  }
}

async function benchRelay(arena: Arena, results: Results, wanted: (id: string) => boolean): Promise<void> {
  if (wanted('R5')) results.R5 = await interleave('R5', relayRate(arena, 60_000, 500), bareProduce(arena, 60_000));
  if (wanted('R5single'))
    results.R5single = await interleave('R5single', relayRate(arena, 20_000, 1), bareProduce(arena, 20_000));
}

async function benchInvitations(arena: Arena, results: Results, wanted: (id: string) => boolean): Promise<void> {
  const few = wanted('R6') ? await arena.besides('few') : undefined;
  if (few) {
    results.R6 = await interleave('R6', claims(arena, 10_000_000), claims(few, 100_000));
    await few.close();
  }
  if (!wanted('R10')) return;
  // Apart from the events' database, whose sending hours would have the mails wait.
  const mails = await arena.besides('mails');
  await (await mails.start(surveyDispatch, await mails.newTopics())).stop();
  const sink = await SmtpSink.start();
  results.R10 = await interleave('R10', invitationMails(mails, sink), bareMails(sink));
  sink.stop();
  await mails.close();
}

async function benchWhole(arena: Arena, results: Results, wanted: (id: string) => boolean): Promise<void> {
  const prefix = await arena.newTopics();
  const intake = await arena.start(responseIntake, prefix);
  const others = await Promise.all([
    arena.start(directory, prefix),
    arena.start(surveyDispatch, prefix),
    arena.start(scoring, prefix),
    arena.start(feedbackTagging, prefix),
    arena.start(followUp, prefix),
  ]);
  if (wanted('R4'))
    results.R4 = await interleave(
      'R4',
      answerToCase(arena, intake),
      twoRoundTrips(arena, `${prefix}rapport.decisions.v1`),
    );
  // An answer is durable when intake has committed it; what others then do with it is not part of the ratio.
  await Promise.all(others.map((service) => service.stop()));
  if (wanted('R2')) results.R2 = await interleave('R2', durableAnswers(arena, intake), bareAnswers(arena));
  if (wanted('R2p99')) results.R2p99 = await interleave('R2p99', answerLatency(arena, intake), bareLatency(arena));
  await intake.stop();
}

async function benchMemory(arena: Arena): Promise<Memory> {
  const events = new JourneyEvents(arena, 100_000);
  await events.prepare();
  return memoryUnderLoad(arena, events);
}

const MILLION = 1_000_000;

async function benchDryRuns(arena: Arena): Promise<{ one: DryRunCost; two: DryRunCost }> {
  const costs = { one: await dryRun(arena, MILLION), two: await dryRun(arena, 2 * MILLION) };
  for (const [name, { seconds, peak }] of Object.entries(costs))
    process.stdout.write(
      `dry run over ${name} million events: ${seconds.toFixed(1)} s (at most 60 for one), ${inMiB(peak)} MiB RSS at the peak\n`,
    );
  return costs;
}

async function benchPages(arena: Arena): Promise<number> {
  const p99 = await pageFirstByte(arena);
  process.stdout.write(`survey page, first byte at 200 requests/s: p99 ${p99.toFixed(2)} ms (under 20)\n`);
  return p99;
}

async function benchImports(arena: Arena): Promise<number> {
  const perSecond = await importedRows(arena);
  process.stdout.write(`import of 100,000 responses: ${format(perSecond)} rows/s (at least 1,667: within 60 s)\n`);
  return perSecond;
}

function print(results: Results, memory: Memory | undefined): void {
  const rows = Object.entries(GOALS).flatMap(([id, { what, floor, target, atMost }]) => {
    const measured = results[id];
    if (!measured) return [];
    const reached = (goal: number) => (atMost ? measured.ratio <= goal : measured.ratio >= goal);
    const verdict = reached(target) ? 'target' : reached(floor) ? 'floor' : 'BELOW';
    const goal = `${atMost ? '≤ ' : ''}${floor} / ${target}`;
    return [[id, format(measured.ours), format(measured.limit), measured.ratio.toFixed(3), goal, verdict, what]];
  });
  const table = [['id', 'ours', 'limit', 'ratio', 'floor / target', 'reached', 'what'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  for (const row of table)
    process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}\n`);
  if (memory)
    process.stdout.write(
      `memory of all services in one process: ${inMiB(memory.rss)} MiB RSS after the load (at most 600), ${inMiB(memory.peak)} MiB at the peak\n`,
    );
}

function inMiB(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

const only = process.argv.slice(2);
const wanted = (id: string) => only.length === 0 || only.includes(id);
const folder = join(projectRoot(), '.local', `bench-${process.pid}`);
const stack = await startLocalStack({
  folder,
  fresh: true,
  onProgress: (text) => process.stderr.write(`${text}\n`),
  databaseUrl: process.env.DATABASE_URL || undefined,
  kafkaBrokers: process.env.KAFKA_BROKERS || undefined,
});
const arena = new Arena(stack.databaseUrl, stack.brokers);
try {
  const results: Results = {};
  await benchJourneyEvents(arena, results, wanted);
  await benchRelay(arena, results, wanted);
  await benchInvitations(arena, results, wanted);
  if (['R2', 'R2p99', 'R4'].some(wanted)) await benchWhole(arena, results, wanted);
  const memory = wanted('memory') ? await benchMemory(arena) : undefined;
  const dryRuns = wanted('dryRunSeconds') || wanted('dryRunRssMiB') ? await benchDryRuns(arena) : undefined;
  const pageFirstByteP99Ms = wanted('pageFirstByteP99Ms') ? await benchPages(arena) : undefined;
  const importRowsPerSecond = wanted('importRowsPerSecond') ? await benchImports(arena) : undefined;
  print(results, memory);
  const goals = Object.entries(results).map(([id, measured]) => [
    id,
    { ...measured, floor: GOALS[id]!.floor, target: GOALS[id]!.target },
  ]);
  const file = join(projectRoot(), 'tests/load/results/latest.json');
  mkdirSync(join(file, '..'), { recursive: true });
  const figures = {
    ...Object.fromEntries(goals),
    ...(memory && { rssMiB: inMiB(memory.rss), peakMiB: inMiB(memory.peak) }),
    ...(pageFirstByteP99Ms !== undefined && { pageFirstByteP99Ms }),
    ...(importRowsPerSecond !== undefined && { importRowsPerSecond }),
    ...(dryRuns && {
      dryRunSeconds: dryRuns.one.seconds,
      dryRunRssMiB: inMiB(dryRuns.one.peak),
      dryRunSecondsTwoMillion: dryRuns.two.seconds,
      dryRunRssMiBTwoMillion: inMiB(dryRuns.two.peak),
    }),
  };
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await arena.close();
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}
