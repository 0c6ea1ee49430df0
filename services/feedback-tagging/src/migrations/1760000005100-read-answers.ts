import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Insights into text answers beside those into comments, and what finds those of a contact and of an account. */
export class ReadAnswers1760000005100 implements MigrationInterface {
  name = 'ReadAnswers1760000005100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE insights ADD question_id text;
      COMMENT ON COLUMN insights.question_id IS 'The follow-up question that the text answers; null for a comment';
      ALTER TABLE insights DROP CONSTRAINT insights_source_id_source_key,
        ADD CONSTRAINT insights_once UNIQUE NULLS NOT DISTINCT (source_id, source, question_id);
      CREATE INDEX insights_question ON insights (question_id, insight_id) WHERE question_id IS NOT NULL AND NOT withdrawn;
      CREATE INDEX insights_contact ON insights USING hash (contact_id);
      CREATE INDEX insights_account ON insights USING hash (account_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX insights_account, insights_contact, insights_question;
      DELETE FROM insight_themes WHERE insight_id IN (SELECT insight_id FROM insights WHERE question_id IS NOT NULL);
      DELETE FROM insights WHERE question_id IS NOT NULL;
      ALTER TABLE insights DROP CONSTRAINT insights_once, ADD UNIQUE (source_id, source), DROP question_id`);
  }
}
