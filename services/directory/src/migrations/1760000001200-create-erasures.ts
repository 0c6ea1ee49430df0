import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Erasures of contacts, and what each service reported of them. */
export class CreateErasures1760000001200 implements MigrationInterface {
  name = 'CreateErasures1760000001200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erasures (
        erasure_id uuid PRIMARY KEY,
        contact_id text NOT NULL,
        erased_at timestamptz NOT NULL,
        records jsonb NOT NULL,
        dropped_upserts int NOT NULL DEFAULT 0,
        completed_at timestamptz,
        overdue_at timestamptz,
        announced_again_at timestamptz
      );
      CREATE INDEX erasures_waiting ON erasures (erased_at) WHERE completed_at IS NULL AND overdue_at IS NULL;
      CREATE INDEX erasures_to_announce ON erasures (erased_at) WHERE announced_again_at IS NULL;
      CREATE TABLE erasure_reports (
        erasure_id uuid NOT NULL REFERENCES erasures,
        service text NOT NULL,
        contact_id text NOT NULL,
        records jsonb NOT NULL,
        completed_at timestamptz NOT NULL,
        PRIMARY KEY (erasure_id, service, contact_id)
      );
      -- An erased contact stays as an id without a person, so that nothing brings the person back.
      ALTER TABLE contacts ADD COLUMN erasure_id uuid REFERENCES erasures;
      CREATE INDEX contacts_erasure ON contacts (erasure_id) WHERE erasure_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contacts DROP COLUMN erasure_id;
      DROP TABLE erasure_reports, erasures;
    `);
  }
}
