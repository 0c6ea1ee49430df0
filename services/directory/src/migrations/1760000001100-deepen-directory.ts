import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Declared attributes, consent per channel, merged ids, and the indexes that searches need. */
export class DeepenDirectory1760000001100 implements MigrationInterface {
  name = 'DeepenDirectory1760000001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attribute_declarations (
        subject text NOT NULL,
        name text NOT NULL,
        type text NOT NULL,
        allowed text[],
        description text,
        declared_at timestamptz NOT NULL,
        PRIMARY KEY (subject, name)
      );
      ALTER TABLE accounts ADD COLUMN merged_into text;
      ALTER TABLE contacts
        ADD COLUMN phone text,
        ADD COLUMN sms_consent boolean NOT NULL DEFAULT false,
        ADD COLUMN in_app_consent boolean NOT NULL DEFAULT true,
        ADD COLUMN consent_changes jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN merged_into text;
      CREATE INDEX accounts_merged ON accounts (merged_into) WHERE merged_into IS NOT NULL;
      CREATE INDEX contacts_merged ON contacts (merged_into) WHERE merged_into IS NOT NULL;

      DROP INDEX contacts_account;
      CREATE INDEX contacts_account ON contacts (account_id, contact_id);
      CREATE INDEX contacts_role ON contacts (role, contact_id);
      CREATE INDEX contacts_id_prefix ON contacts (contact_id text_pattern_ops);
      CREATE INDEX contacts_email_prefix ON contacts (lower(email) text_pattern_ops);
      CREATE INDEX contacts_name_words ON contacts USING gin (to_tsvector('simple', coalesce(name, '')));
      CREATE INDEX contacts_attributes ON contacts USING gin (attributes jsonb_path_ops);
      CREATE INDEX accounts_owner ON accounts (owner_csm, account_id);
      CREATE INDEX accounts_segment ON accounts (segment, account_id);
      CREATE INDEX accounts_id_prefix ON accounts (account_id text_pattern_ops);
      CREATE INDEX accounts_name_words ON accounts USING gin (to_tsvector('simple', coalesce(name, '')));
      CREATE INDEX accounts_attributes ON accounts USING gin (attributes jsonb_path_ops);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX contacts_account, contacts_role, contacts_id_prefix, contacts_email_prefix, contacts_name_words,
        contacts_attributes, accounts_owner, accounts_segment, accounts_id_prefix, accounts_name_words, accounts_attributes;
      CREATE INDEX contacts_account ON contacts (account_id);
      ALTER TABLE contacts DROP COLUMN phone, DROP COLUMN sms_consent, DROP COLUMN in_app_consent,
        DROP COLUMN consent_changes, DROP COLUMN merged_into;
      ALTER TABLE accounts DROP COLUMN merged_into;
      DROP TABLE attribute_declarations;
    `);
  }
}
