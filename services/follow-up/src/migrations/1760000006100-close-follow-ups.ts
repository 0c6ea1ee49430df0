import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is closed says why; what belongs to a contact that is erased or merged is found. */
export class CloseFollowUps1760000006100 implements MigrationInterface {
  name = 'CloseFollowUps1760000006100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE cases ADD COLUMN close_reason text, ADD COLUMN closed_at timestamptz;
      ALTER TABLE tasks ADD COLUMN close_reason text, ADD COLUMN closed_at timestamptz;
      ALTER TABLE retention_steps ADD COLUMN close_reason text, ADD COLUMN closed_at timestamptz;
      ALTER TABLE advocacy_requests ADD COLUMN close_reason text, ADD COLUMN closed_at timestamptz;
      CREATE INDEX response_facts_contact ON response_facts (contact_id);
      CREATE INDEX cases_contact ON cases (contact_id);
      CREATE INDEX retention_steps_contact ON retention_steps (contact_id);
      CREATE INDEX advocacy_requests_contact ON advocacy_requests (contact_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX response_facts_contact, cases_contact, retention_steps_contact, advocacy_requests_contact;
      ALTER TABLE cases DROP COLUMN close_reason, DROP COLUMN closed_at;
      ALTER TABLE tasks DROP COLUMN close_reason, DROP COLUMN closed_at;
      ALTER TABLE retention_steps DROP COLUMN close_reason, DROP COLUMN closed_at;
      ALTER TABLE advocacy_requests DROP COLUMN close_reason, DROP COLUMN closed_at;
    `);
  }
}
