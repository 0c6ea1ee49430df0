import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An address that takes nothing is not used again; the contact stays, and can be asked in other ways. */
export class RefuseAddresses1760000002700 implements MigrationInterface {
  name = 'RefuseAddresses1760000002700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contacts ADD refused_email text, ADD refused_phone text;
      COMMENT ON COLUMN contacts.refused_email IS 'The address that bounced for good; another address is written to';
      COMMENT ON COLUMN contacts.refused_phone IS
        'The number whose owner said stop, or that gets no text messages; another number is written to'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE contacts DROP refused_email, DROP refused_phone');
  }
}
