import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contacts can be reached over several channels; an invitation goes over one at a time, and then over what is left. */
export class AskOverChannels1760000002400 implements MigrationInterface {
  name = 'AskOverChannels1760000002400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contacts ADD phone text, ADD sms_consent boolean NOT NULL DEFAULT false,
        ADD in_app_consent boolean NOT NULL DEFAULT true;
      ALTER TABLE invitations ADD channel text NOT NULL DEFAULT 'email',
        ADD fallback_channels text[] NOT NULL DEFAULT '{}';
      COMMENT ON COLUMN invitations.channel IS 'email, sms, in_app or handoff';
      COMMENT ON COLUMN invitations.fallback_channels IS 'Tried in this order where the channel refuses the invitation';
      ALTER TABLE decisions ADD channel text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE decisions DROP channel;
      ALTER TABLE invitations DROP channel, DROP fallback_channels;
      ALTER TABLE contacts DROP phone, DROP sms_consent, DROP in_app_consent`);
  }
}
