import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a respondent stopped between the steps of follow-up questions. */
export class KeepThePlaceOfRespondents1760000003330 implements MigrationInterface {
  name = 'KeepThePlaceOfRespondents1760000003330';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE responses ADD next_step smallint NOT NULL DEFAULT 0;
      COMMENT ON COLUMN responses.next_step IS 'The step of follow-up questions that the survey page shows next'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE responses DROP next_step');
  }
}
