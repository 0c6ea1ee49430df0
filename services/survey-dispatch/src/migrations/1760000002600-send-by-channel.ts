import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is due is found by its channel, and waits for its place under the limit of its recipient's domain. */
export class SendByChannel1760000002600 implements MigrationInterface {
  name = 'SendByChannel1760000002600';

  async up(runner: QueryRunner): Promise<void> {
    // Bytes are compared, as with all that is looked up by the thousand.
    await runner.query(`
      ALTER TABLE invitations ALTER channel TYPE text COLLATE "C", ADD slot_at timestamptz;
      COMMENT ON COLUMN invitations.slot_at IS 'Its place under the limit of its recipient''s domain, while it waits for that';
      CREATE INDEX invitations_due_by_channel ON invitations (channel, due_at) WHERE state = 'scheduled';
      DROP INDEX invitations_due;
      ALTER TABLE invitation_reminders ALTER channel TYPE text COLLATE "C", ADD slot_at timestamptz;
      CREATE INDEX invitation_reminders_due_by_channel ON invitation_reminders (channel, due_at)
        WHERE state = 'scheduled';
      DROP INDEX invitation_reminders_due;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX invitation_reminders_due ON invitation_reminders (due_at) WHERE state = 'scheduled';
      DROP INDEX invitation_reminders_due_by_channel;
      ALTER TABLE invitation_reminders DROP slot_at, ALTER channel TYPE text COLLATE "default";
      CREATE INDEX invitations_due ON invitations (due_at) WHERE state = 'scheduled';
      DROP INDEX invitations_due_by_channel;
      ALTER TABLE invitations DROP slot_at, ALTER channel TYPE text COLLATE "default";
    `);
  }
}
