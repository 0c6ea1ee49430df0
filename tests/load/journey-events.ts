import { contracts } from '#contracts';
import { toRecord } from '#messaging';
import { surveyDispatch } from '../../services/survey-dispatch/src/app.module.js';
import { type Arena, type BenchRecord, truncate } from './arena.js';
import type { Side } from './measure.js';
import { committedPerSecond } from './throughput.js';

const topic = contracts.journeyEventRecorded.topic;
const CONSUMER = 'survey-dispatch.decide-when-journey-event-recorded';

/** A relay works only while it holds its shard's lock. */
const HOLD_RELAYS =
  "SELECT pg_advisory_lock(hashtext('survey_dispatch.outbox'), shard) FROM generate_series(0, 1) AS shard";

const TOUCHPOINTS = ['onboarding.completed', 'support.case_closed', 'renewal.upcoming'];

/** Everything that a policy can say; the cap leaves room for everybody, so that no ask is spared. */
const POLICY = {
  allDays: 90,
  relationshipDays: 90,
  touchpointDays: 90,
  relationshipReserveDays: 30,
  account: { people: 500, days: 30, reserved: 50 },
  sendingHours: { from: '08:00', to: '20:00', weekdays: [1, 2, 3, 4, 5] },
  defaultTimeZone: 'UTC',
};

const ACCOUNTS = `
  INSERT INTO survey_dispatch.accounts (account_id, version, name, lifecycle, arr, segment, region, renewal_date)
  SELECT 'a-' || i, 1, 'Account ' || i, 'active', 1000 * i, (ARRAY['enterprise', 'mid_market', 'small'])[1 + i % 3], 'emea',
    current_date + 200 FROM generate_series(0, 499) AS i ON CONFLICT DO NOTHING`;

const CONTACTS = `
  INSERT INTO survey_dispatch.contacts (contact_id, version, account_id, email, locale, time_zone, role, email_consent)
  SELECT 'c-' || i, 1, 'a-' || i % 500, 'c' || i || '@bench.example', 'en',
    (ARRAY['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'])[1 + i % 4],
    (ARRAY['admin', 'end_user', 'decision_maker'])[1 + i % 3], true
  FROM generate_series(0, $1::int - 1) AS i ON CONFLICT DO NOTHING`;

// Three touchpoints that wait an hour, so that no mail is sent while the bench runs, a cadence and an account's date.
const PROGRAMS = `
  UPDATE survey_dispatch.programs SET delay_seconds = 3600;
  UPDATE survey_dispatch.programs SET channels = '["email", "handoff"]', audience = '[
      {"subject": "account", "attribute": "segment", "operator": "in", "value": ["enterprise", "mid_market", "small"]},
      {"subject": "contact", "attribute": "role", "operator": "is_not", "value": "intern"}]'
    WHERE program_id = 'after-support-case';
  INSERT INTO survey_dispatch.programs (program_id, name, touchpoint, survey_id, delay_seconds, expiry_days, priority, kind,
    state, cadence_days, days_before, walked_until)
  VALUES ('yearly', 'Y', 'program:yearly', 'nps-renewal', 0, 30, 4, 'relationship', 'active', 360, '[]', now()),
    ('renewal', 'R', 'program:renewal', 'nps-renewal', 0, 30, 5, 'account_date', 'active', NULL, '[120, 30]', now())
  ON CONFLICT DO NOTHING`;

/** The topics of one pair of runs: both sides consume the same records. */
export class JourneyEvents {
  private prefix = '';

  constructor(
    private readonly arena: Arena,
    readonly count: number,
  ) {}

  /** Makes the schema once, with as many contacts as the events need. */
  async prepare(): Promise<void> {
    const service = await this.arena.start(surveyDispatch, await this.arena.newTopics());
    await service.stop();
    await this.arena.query(ACCOUNTS);
    await this.arena.query(CONTACTS, [this.count / 2]);
    await this.arena.query(PROGRAMS);
    await this.arena.query(
      `INSERT INTO survey_dispatch.budget_policy (policy, changed_at) VALUES ($1, now())
       ON CONFLICT (only_one) DO UPDATE SET policy = excluded.policy`,
      [JSON.stringify(POLICY)],
    );
    await this.arena.query('VACUUM ANALYZE survey_dispatch.contacts');
    await this.arena.query('VACUUM ANALYZE survey_dispatch.accounts');
  }

  /** Journey events of known contacts, two per contact: one is asked, the other is suppressed by a window. */
  async produce(prefix: string): Promise<void> {
    const occurredAt = new Date().toISOString();
    await this.arena.produce(prefix + topic, this.count, (index) => {
      const contactId = `c-${(index * 7919) % (this.count / 2)}`;
      return toRecord(contracts.journeyEventRecorded, {
        contactId,
        touchpoint: TOUCHPOINTS[index % TOUCHPOINTS.length]!,
        occurredAt,
      }) as BenchRecord;
    });
    const tables = ['decisions', 'invitations', 'contact_budget', 'waiting_journey_events', 'inbox', 'outbox'];
    tables.push('account_budget', 'deferred_asks');
    await truncate(this.arena, 'survey_dispatch', tables);
  }

  /**
   * R1, ours: the whole decision path of the running service, up to the committed outbox.
   * @param relays whether the relays send meanwhile, as they do in service; what they can is measured by R5
   */
  decisions(relays: 'send' | 'wait'): Side {
    return {
      run: async () => {
        this.prefix = await this.arena.newTopics();
        await this.produce(this.prefix);
        const group = this.prefix + CONSUMER;
        const measured = committedPerSecond(this.arena, group, this.prefix + topic, this.count);
        const holder = await this.arena.pool.connect();
        if (relays === 'wait') await holder.query(HOLD_RELAYS);
        const service = await this.arena.start(surveyDispatch, this.prefix);
        try {
          return await measured;
        } finally {
          await service.stop();
          await holder.query('SELECT pg_advisory_unlock_all()');
          holder.release();
        }
      },
    };
  }

  /** R1, the limit: kafkajs as it is published, `eachBatch`, `JSON.parse` and one insert of the whole batch. */
  bareInserts(): Side {
    return {
      run: async () => {
        await this.arena.query(
          'CREATE TABLE IF NOT EXISTS public.bare_events (id text, contact_id text, touchpoint text, occurred_at timestamptz)',
        );
        await truncate(this.arena, 'public', ['bare_events']);
        const groupId = `${this.prefix}bare`;
        const consumer = this.arena.publishedKafka.consumer({ groupId, maxWaitTimeInMs: 500 });
        await consumer.connect();
        await consumer.subscribe({ topics: [this.prefix + topic], fromBeginning: true });
        const measured = committedPerSecond(this.arena, groupId, this.prefix + topic, this.count);
        await consumer.run({
          partitionsConsumedConcurrently: 3,
          eachBatch: async ({ batch }) => {
            const events = batch.messages.map((message) => JSON.parse(message.value!.toString()));
            await this.arena.query(
              'INSERT INTO public.bare_events SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])',
              [
                batch.messages.map((message) => String(message.headers!.ce_id)),
                events.map((event) => event.contactId),
                events.map((event) => event.touchpoint),
                events.map((event) => event.occurredAt),
              ],
            );
          },
        });
        try {
          return await measured;
        } finally {
          await consumer.disconnect();
        }
      },
    };
  }
}
