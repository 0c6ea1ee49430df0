import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Journey events that a caller sends, also ones that are to be decided later, and since when a contact is asked no more. */
export class TakeJourneyEventsOverRest1760000003020 implements MigrationInterface {
  name = 'TakeJourneyEventsOverRest1760000003020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE waiting_journey_events ADD COLUMN not_before timestamptz;
      COMMENT ON COLUMN waiting_journey_events.not_before IS 'Not decided before, although its contact is known';
      CREATE TABLE given_journey_events (
        caller text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        body_hash text NOT NULL,
        event_id text NOT NULL,
        given_at timestamptz NOT NULL,
        PRIMARY KEY (caller, key)
      );
      COMMENT ON TABLE given_journey_events IS 'What callers sent under an idempotency key, for a week';
      CREATE INDEX given_journey_events_given_at ON given_journey_events USING brin (given_at);

      ALTER TABLE contact_budget ADD COLUMN blocked_at timestamptz;
      COMMENT ON COLUMN contact_budget.blocked_at IS 'Since when it is blocked; of earlier blocks, the last ask before';
      UPDATE contact_budget SET blocked_at = coalesce(last_contacted_at, last_asked_at, now()) WHERE blocked IS NOT NULL;
      CREATE INDEX contact_budget_blocked ON contact_budget (blocked, blocked_at, contact_id) WHERE blocked IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX contact_budget_blocked;
      ALTER TABLE contact_budget DROP COLUMN blocked_at;
      DROP TABLE given_journey_events;
      ALTER TABLE waiting_journey_events DROP COLUMN not_before;
    `);
  }
}
