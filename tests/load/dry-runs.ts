import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { databaseUrlOf, provisionDatabase } from '#service-kit';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { surveyDispatch } from '../../services/survey-dispatch/src/app.module.js';
import { type Arena, truncate } from './arena.js';
import { optionsOfStart } from './whole-installation.js';

/** What a dry run took: seconds from the request to the report, and the process' memory at its peak, in bytes. */
export interface DryRunCost {
  readonly seconds: number;
  readonly peak: number;
}

/** Every rule of the budget, and a program with conditions that need not be there. */
const DRY_RUN = {
  days: 31,
  program: {
    programId: 'bench-draft',
    name: 'Draft',
    kind: 'transactional',
    touchpoint: 'bench.happened',
    surveyId: 'nps-support-case',
    audience: [
      { subject: 'event', attribute: 'severity', operator: 'at_least', value: 2 },
      { subject: 'contact', attribute: 'locale', operator: 'is', value: 'en' },
    ],
    holdoutPercent: 5,
    deferDays: 14,
    priority: 2,
  },
  policy: {
    allDays: 14,
    relationshipDays: 90,
    touchpointDays: 20,
    relationshipReserveDays: 7,
    account: { people: 30, days: 30, reserved: 5 },
    sendingHours: { from: '08:00', to: '18:00', weekdays: [1, 2, 3, 4, 5] },
    defaultTimeZone: 'Europe/Berlin',
  },
};

/** A dry run over so many recorded events, in a process of its own, with five programs in force. */
export async function dryRun(arena: Arena, events: number): Promise<DryRunCost> {
  await (await arena.start(surveyDispatch, await arena.newTopics())).stop();
  await seed(arena, events);
  await provisionDatabase(arena.databaseUrl, [surveyDispatch.name], arena.secret);
  const child = fork(join(projectRoot(), 'dist/tests/load/dry-run-process.js'), {
    execArgv: optionsOfStart(),
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
      INTERNAL_SECRET: arena.secret,
      LINK_SECRET: arena.secret,
      DATABASE_URL: databaseUrlOf(arena.databaseUrl, surveyDispatch.name, arena.secret),
      KAFKA_BROKERS: arena.brokers,
      TOPIC_PREFIX: await arena.newTopics(),
      PUBLIC_URL: 'http://127.0.0.1',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'bench@rapport.example',
      DRY_RUN: JSON.stringify(DRY_RUN),
    },
  });
  try {
    const cost = await answerOf(child);
    if (cost.state !== 'finished' || cost.events !== events)
      throw new Error(`the dry run is ${cost.state} after ${cost.events} of ${events} events`);
    await once(child, 'exit');
    return cost;
  } finally {
    child.kill('SIGKILL');
  }
}

async function answerOf(child: ChildProcess): Promise<DryRunCost & { state: string; events: number }> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process that runs dry ended with ${code}`);
  });
  const [answer] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return answer;
}

/** As many decisions, over thirty days, on five events of each contact; twenty contacts are an account's. */
async function seed(arena: Arena, events: number): Promise<void> {
  await truncate(arena, 'survey_dispatch', ['decisions', 'invitations', 'contacts', 'contact_budget', 'outbox']);
  await arena.query(
    `INSERT INTO survey_dispatch.programs (program_id, name, touchpoint, survey_id, delay_seconds, expiry_days, priority,
       kind, state, cadence_days)
     VALUES ('bench-relationship', 'Relationship', 'program:bench-relationship', 'nps-renewal', 0, 30, 5, 'relationship',
         'active', 180),
       ('bench-second', 'Second', 'support.case_closed', 'nps-support-case', 3600, 30, 7, 'transactional', 'active', NULL)
     ON CONFLICT DO NOTHING`,
  );
  await arena.query(
    `INSERT INTO survey_dispatch.contacts (contact_id, version, account_id, email, locale, email_consent)
     SELECT 'c-' || i, 1, 'a-' || i / 20, 'c' || i || '@bench.example', CASE WHEN i % 4 = 0 THEN 'de' ELSE 'en' END, true
     FROM generate_series(0, $1::int / 5 - 1) AS i`,
    [events],
  );
  await arena.query(
    `INSERT INTO survey_dispatch.decisions (decision_id, journey_event_id, journey_event_source, contact_id, account_id,
       touchpoint, program_id, outcome, reason, attributes, decided_at)
     SELECT (lpad(to_hex(ms), 12, '0') || '70008' || lpad(to_hex(i), 15, '0'))::uuid, 'evt-' || i, '/crm', 'c-' || contact,
       'a-' || contact / 20, touchpoint, 'after-support-case', 'suppressed', 'contact_quarantine',
       jsonb_build_object('severity', i % 4, 'caseId', 'case-' || i), to_timestamp(ms / 1000.0)
     FROM (SELECT i, (extract(epoch FROM now()) * 1000)::bigint - (30 * 86400000.0 * ($1::int - i) / $1::int)::bigint AS ms,
         (i::bigint * 7919 % ($1::int / 5))::int AS contact,
         (ARRAY['support.case_closed', 'onboarding.completed', 'renewal.upcoming', 'bench.happened'])[1 + i % 4] AS touchpoint
       FROM generate_series(0, $1::int - 1) AS i) AS event`,
    [events],
  );
  await arena.query('VACUUM ANALYZE survey_dispatch.decisions, survey_dispatch.contacts');
}
