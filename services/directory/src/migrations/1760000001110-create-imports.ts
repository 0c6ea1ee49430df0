import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bulk imports: what came in, waiting to be applied, and what was wrong with it. */
export class CreateImports1760000001110 implements MigrationInterface {
  name = 'CreateImports1760000001110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        import_id uuid PRIMARY KEY,
        subject text NOT NULL,
        format text NOT NULL,
        on_error text NOT NULL,
        state text NOT NULL,
        reason text,
        rows int NOT NULL DEFAULT 0,
        wrong int NOT NULL DEFAULT 0,
        applied int NOT NULL DEFAULT 0,
        applied_through int NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        finished_at timestamptz
      );
      CREATE INDEX imports_under_way ON imports (import_id) WHERE state IN ('receiving', 'applying');
      CREATE TABLE import_rows (
        import_id uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
        row_number int NOT NULL,
        id text NOT NULL,
        data jsonb NOT NULL,
        PRIMARY KEY (import_id, row_number)
      );
      CREATE TABLE import_errors (
        import_id uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
        row_number int NOT NULL,
        field text,
        reason text NOT NULL,
        PRIMARY KEY (import_id, row_number)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_errors, import_rows, imports');
  }
}
