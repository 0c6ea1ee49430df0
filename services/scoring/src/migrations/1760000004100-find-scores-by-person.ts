import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the scores of a contact or an account that is erased or merged. */
export class FindScoresByPerson1760000004100 implements MigrationInterface {
  name = 'FindScoresByPerson1760000004100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX scored_responses_contact ON scored_responses (contact_id);
      CREATE INDEX scored_responses_account ON scored_responses (account_id) WHERE account_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX scored_responses_contact, scored_responses_account');
  }
}
