import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which responses count: those that were set aside or excluded do not. */
export class CountWhatIsTrusted1760000004300 implements MigrationInterface {
  name = 'CountWhatIsTrusted1760000004300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE scored_responses ADD counts boolean NOT NULL DEFAULT true;
      COMMENT ON COLUMN scored_responses.previous_score IS 'What the counts lost when this revision came in; null where the one before did not count';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE scored_responses DROP counts');
  }
}
