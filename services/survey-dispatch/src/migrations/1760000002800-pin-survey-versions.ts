import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A program may ask one version of its survey, and a contact's budget knows of mails that were no asks of their own. */
export class PinSurveyVersions1760000002800 implements MigrationInterface {
  name = 'PinSurveyVersions1760000002800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE programs ADD COLUMN survey_version int;
      COMMENT ON COLUMN programs.survey_version IS 'null: the latest one';
      ALTER TABLE contact_budget ADD COLUMN last_contacted_at timestamptz;
      COMMENT ON COLUMN contact_budget.last_contacted_at IS
        'The last reminder or late mail: an ask that is taken back gives back no more than the time since then'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contact_budget DROP COLUMN last_contacted_at;
      ALTER TABLE programs DROP COLUMN survey_version`);
  }
}
