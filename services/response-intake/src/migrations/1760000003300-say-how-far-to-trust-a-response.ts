import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a response came from, how it was given, whether it counts, and who changed what. */
export class SayHowFarToTrustAResponse1760000003300 implements MigrationInterface {
  name = 'SayHowFarToTrustAResponse1760000003300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE responses
        ADD state text NOT NULL DEFAULT 'confirmed',
        ADD state_reason text,
        ADD change text NOT NULL DEFAULT 'answered',
        ADD changed_by text,
        ADD metric text NOT NULL DEFAULT 'nps',
        ADD source text,
        ADD external_id text,
        ADD source_updated_at timestamptz,
        ADD historic boolean NOT NULL DEFAULT false,
        ADD anonymous boolean NOT NULL DEFAULT false,
        ADD seconds_to_answer real,
        ADD user_agent_family text;
      COMMENT ON COLUMN responses.state IS 'provisional, confirmed, set_aside or excluded';
      COMMENT ON COLUMN responses.change IS 'What made this revision: answered, revised, confirmed, set_aside, excluded or restored';
      COMMENT ON COLUMN responses.changed_by IS 'Who did, where it was not the respondent: the name of an API key, or a rule';
      CREATE UNIQUE INDEX responses_source ON responses (source, external_id) WHERE external_id IS NOT NULL;
      ALTER TABLE former_revisions
        ADD state text NOT NULL DEFAULT 'confirmed',
        ADD state_reason text,
        ADD change text NOT NULL DEFAULT 'answered',
        ADD changed_by text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE former_revisions DROP changed_by, DROP change, DROP state_reason, DROP state;
      ALTER TABLE responses DROP user_agent_family, DROP seconds_to_answer, DROP anonymous, DROP historic,
        DROP source_updated_at, DROP external_id, DROP source, DROP metric, DROP changed_by, DROP change,
        DROP state_reason, DROP state;
    `);
  }
}
