import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Surveys have drafts and published versions; what each survey was so far is its version 1. */
export class VersionSurveys1760000002100 implements MigrationInterface {
  name = 'VersionSurveys1760000002100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE surveys
        ADD name text NOT NULL DEFAULT '',
        ADD state text NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'published', 'archived')),
        ADD version int DEFAULT 1,
        ADD fallback_language text NOT NULL DEFAULT 'en',
        ADD draft jsonb,
        ADD changed_at timestamptz NOT NULL DEFAULT now();
      COMMENT ON COLUMN surveys.version IS 'The last version that was published; metric and questions are its own';
      COMMENT ON COLUMN surveys.questions IS 'The metric question by language; the fallback language is always there';

      CREATE TABLE survey_versions (
        survey_id text NOT NULL REFERENCES surveys,
        version int NOT NULL,
        document jsonb NOT NULL,
        published_at timestamptz NOT NULL,
        announced boolean NOT NULL,
        PRIMARY KEY (survey_id, version)
      );
      CREATE INDEX survey_versions_unannounced ON survey_versions (survey_id, version) WHERE NOT announced;

      UPDATE surveys SET name = CASE survey_id
        WHEN 'nps-onboarding' THEN 'After onboarding'
        WHEN 'nps-support-case' THEN 'After a support case'
        WHEN 'nps-renewal' THEN 'Before renewal'
        ELSE survey_id END;
      INSERT INTO survey_versions (survey_id, version, document, published_at, announced)
      SELECT survey_id, 1, jsonb_build_object('name', name, 'metric', metric, 'fallbackLanguage', fallback_language,
          'question', questions, 'followUps', jsonb_build_array()), now(), false
      FROM surveys;
      ALTER TABLE surveys ALTER version DROP DEFAULT, ALTER name DROP DEFAULT;
      ALTER TABLE invitations ADD survey_version int NOT NULL DEFAULT 1;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE invitations DROP survey_version;
      DROP TABLE survey_versions;
      DELETE FROM surveys WHERE version IS NULL;
      ALTER TABLE surveys DROP name, DROP state, DROP version, DROP fallback_language, DROP draft, DROP changed_at`);
  }
}
