import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports on what would have been decided. */
export class CreateDryRuns1760000002201 implements MigrationInterface {
  name = 'CreateDryRuns1760000002201';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dry_runs (
        dry_run_id uuid PRIMARY KEY,
        request jsonb NOT NULL,
        asked_for_at timestamptz NOT NULL,
        lease_until timestamptz,
        report jsonb,
        finished_at timestamptz
      );
      CREATE INDEX dry_runs_open ON dry_runs (asked_for_at) WHERE finished_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dry_runs');
  }
}
