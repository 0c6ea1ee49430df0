import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who must not be asked, as another survey tool's files say, also of people who are not known yet. */
export class KeepImportedSuppressions1760000003010 implements MigrationInterface {
  name = 'KeepImportedSuppressions1760000003010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imported_suppressions (
        contact_id text COLLATE "C" PRIMARY KEY,
        reason text NOT NULL,
        since timestamptz
      );
      COMMENT ON COLUMN imported_suppressions.contact_id IS 'A contact, or the id that an address makes: whoever comes to have it is blocked';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE imported_suppressions');
  }
}
