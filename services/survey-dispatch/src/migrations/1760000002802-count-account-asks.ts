import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that are far from their cap need not have their asks read. */
export class CountAccountAsks1760000002802 implements MigrationInterface {
  name = 'CountAccountAsks1760000002802';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account_budget ADD COLUMN counted int NOT NULL DEFAULT 0, ADD COLUMN counted_since timestamptz;
      COMMENT ON COLUMN account_budget.counted IS
        'At least as many as there are account_asks later than counted_since; those that were only wished are among them';
      COMMENT ON COLUMN account_budget.counted_since IS 'null: they have to be counted'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account_budget DROP COLUMN counted_since, DROP COLUMN counted');
  }
}
