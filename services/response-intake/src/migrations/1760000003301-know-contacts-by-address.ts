import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contacts, so that what comes in from elsewhere finds its person by address. */
export class KnowContactsByAddress1760000003301 implements MigrationInterface {
  name = 'KnowContactsByAddress1760000003301';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contacts (
        contact_id text COLLATE "C" PRIMARY KEY,
        version int NOT NULL,
        account_id text,
        email text,
        merged_into text
      );
      CREATE INDEX contacts_email ON contacts (email) WHERE email IS NOT NULL;
      COMMENT ON COLUMN contacts.email IS 'In lower case';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE contacts');
  }
}
