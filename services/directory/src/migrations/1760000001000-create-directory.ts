import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts and contacts as the CRM's upserts left them. */
export class CreateDirectory1760000001000 implements MigrationInterface {
  name = 'CreateDirectory1760000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE accounts (
        account_id text PRIMARY KEY,
        version int NOT NULL,
        name text,
        arr double precision,
        segment text,
        region text,
        renewal_date date,
        owner_csm text,
        lifecycle text NOT NULL,
        attributes jsonb NOT NULL DEFAULT '{}',
        updated_at timestamptz NOT NULL
      );
      CREATE TABLE contacts (
        contact_id text PRIMARY KEY,
        version int NOT NULL,
        account_id text,
        email text,
        name text,
        locale text,
        time_zone text,
        role text,
        email_consent boolean NOT NULL,
        attributes jsonb NOT NULL DEFAULT '{}',
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX contacts_account ON contacts (account_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE contacts, accounts');
  }
}
