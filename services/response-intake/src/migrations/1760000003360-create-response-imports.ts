import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of other survey tools: what came in, waiting to be applied, what was wrong with it, and what was applied before. */
export class CreateResponseImports1760000003360 implements MigrationInterface {
  name = 'CreateResponseImports1760000003360';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contacts ADD phone text;
      CREATE INDEX contacts_phone ON contacts (phone) WHERE phone IS NOT NULL;
      COMMENT ON COLUMN contacts.phone IS 'E.164';

      CREATE TABLE response_imports (
        import_id uuid PRIMARY KEY,
        format text NOT NULL,
        source text NOT NULL,
        dry_run boolean NOT NULL,
        on_error text NOT NULL,
        state text NOT NULL,
        reason text,
        rows int NOT NULL DEFAULT 0,
        refused int NOT NULL DEFAULT 0,
        steps int NOT NULL DEFAULT 0,
        done int NOT NULL DEFAULT 0,
        phase smallint NOT NULL DEFAULT 0,
        applied_through text NOT NULL DEFAULT '',
        suppressions int NOT NULL DEFAULT 0,
        people int NOT NULL DEFAULT 0,
        recorded int NOT NULL DEFAULT 0,
        revised int NOT NULL DEFAULT 0,
        unchanged int NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        finished_at timestamptz
      );
      CREATE INDEX response_imports_under_way ON response_imports (import_id) WHERE state IN ('receiving', 'applying');
      COMMENT ON COLUMN response_imports.phase IS '0 opt-outs and bounces, 1 people, 2 responses';

      CREATE TABLE response_import_rows (
        import_id uuid NOT NULL REFERENCES response_imports ON DELETE CASCADE,
        phase smallint NOT NULL,
        ref text COLLATE "C" NOT NULL,
        row_number int NOT NULL,
        data jsonb NOT NULL,
        PRIMARY KEY (import_id, phase, ref)
      );
      COMMENT ON COLUMN response_import_rows.ref IS 'Who or what it is about: the same once more is one step';

      CREATE TABLE response_import_errors (
        import_id uuid NOT NULL REFERENCES response_imports ON DELETE CASCADE,
        row_number int NOT NULL,
        field text,
        reason text NOT NULL,
        PRIMARY KEY (import_id, row_number)
      );

      CREATE TABLE imported_facts (
        contact_id text COLLATE "C" NOT NULL,
        fact text COLLATE "C" NOT NULL,
        import_id uuid NOT NULL,
        PRIMARY KEY (contact_id, fact)
      );
      COMMENT ON COLUMN imported_facts.fact IS 'opted_out, bounced, or the hash of what a file said of the person: told once';

      CREATE TABLE imported_identities (
        source text COLLATE "C" NOT NULL,
        person_id text COLLATE "C" NOT NULL,
        contact_id text COLLATE "C" NOT NULL,
        PRIMARY KEY (source, person_id)
      );
      CREATE INDEX imported_identities_contact ON imported_identities (contact_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE imported_identities, imported_facts, response_import_errors, response_import_rows, response_imports;
      ALTER TABLE contacts DROP phone;
    `);
  }
}
