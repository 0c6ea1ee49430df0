import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invitations that were taken back, and what finds the responses of an account. */
export class TakeBackInvitations1760000003200 implements MigrationInterface {
  name = 'TakeBackInvitations1760000003200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE invitations ADD taken_back_at timestamptz;
      CREATE INDEX responses_account ON responses USING hash (account_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX responses_account;
      ALTER TABLE invitations DROP taken_back_at`);
  }
}
