import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The versions of surveys, which of them an invitation asks, and the answers to follow-up questions. */
export class KeepFollowUpAnswers1760000003100 implements MigrationInterface {
  name = 'KeepFollowUpAnswers1760000003100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE survey_versions (version_id text COLLATE "C" PRIMARY KEY, document jsonb NOT NULL);
      ALTER TABLE invitations ADD survey_version_id text;
      COMMENT ON COLUMN invitations.survey_version_id IS 'Null where it asks NPS without follow-up questions';
      ALTER TABLE responses ADD answers jsonb;
      ALTER TABLE former_revisions ADD answers jsonb;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE former_revisions DROP answers;
      ALTER TABLE responses DROP answers;
      ALTER TABLE invitations DROP survey_version_id;
      DROP TABLE survey_versions`);
  }
}
