import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When contacts became known, and their numbers as a way to find them. */
export class ListContactsByCreation1760000001450 implements MigrationInterface {
  name = 'ListContactsByCreation1760000001450';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contacts ADD COLUMN created_at timestamptz(3) NOT NULL DEFAULT now();
      COMMENT ON COLUMN contacts.created_at IS 'When it became known; of those known before this was kept, their last change until then';
      UPDATE contacts SET created_at = updated_at;
      CREATE INDEX contacts_created ON contacts (created_at, contact_id);
      CREATE INDEX contacts_phone ON contacts (phone, contact_id) WHERE phone IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX contacts_phone, contacts_created;
      ALTER TABLE contacts DROP COLUMN created_at;
    `);
  }
}
