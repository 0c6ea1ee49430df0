import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dry runs that can be interrupted and cancelled, with contacts of each outcome; the ledger is found by rare reasons. */
export class RunDryAtScale1760000002900 implements MigrationInterface {
  name = 'RunDryAtScale1760000002900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Reports in the earlier form are not kept: they can be run again.
      DELETE FROM dry_runs;
      ALTER TABLE dry_runs ADD COLUMN state text NOT NULL DEFAULT 'waiting',
        ADD COLUMN lease_id uuid,
        ADD COLUMN progress jsonb,
        ADD COLUMN percent real NOT NULL DEFAULT 0,
        ADD COLUMN events bigint NOT NULL DEFAULT 0,
        ADD COLUMN failures int NOT NULL DEFAULT 0,
        ADD COLUMN failure text;
      COMMENT ON COLUMN dry_runs.state IS 'waiting, running, finished, cancelled or failed';
      COMMENT ON COLUMN dry_runs.finished_at IS 'When it was over, however it ended';
      COMMENT ON COLUMN dry_runs.progress IS 'What is done so far, to go on with after an interruption';
      CREATE INDEX dry_runs_over ON dry_runs (finished_at) WHERE finished_at IS NOT NULL;

      CREATE TABLE dry_run_contacts (
        dry_run_id uuid NOT NULL REFERENCES dry_runs ON DELETE CASCADE,
        place uuid NOT NULL,
        program_id text COLLATE "C",
        outcome text NOT NULL,
        reason text NOT NULL,
        contact_id text COLLATE "C" NOT NULL,
        journey_event_id text COLLATE "C" NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (dry_run_id, place)
      );
      COMMENT ON TABLE dry_run_contacts IS 'Some contacts of each program, outcome and reason of a dry run';

      -- The usual reasons are found by walking the primary key, and cost nothing here.
      CREATE INDEX decisions_rare_reason ON decisions (reason, decision_id)
        WHERE reason NOT IN ('within_contact_budget', 'contact_quarantine', 'no_matching_program');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX decisions_rare_reason;
      DROP TABLE dry_run_contacts;
      DROP INDEX dry_runs_over;
      ALTER TABLE dry_runs DROP COLUMN failure, DROP COLUMN failures, DROP COLUMN events, DROP COLUMN percent,
        DROP COLUMN progress, DROP COLUMN lease_id, DROP COLUMN state;
    `);
  }
}
