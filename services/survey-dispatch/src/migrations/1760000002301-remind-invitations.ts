import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminders of invitations that nobody answered, planned when their invitation is sent. */
export class RemindInvitations1760000002301 implements MigrationInterface {
  name = 'RemindInvitations1760000002301';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE programs ADD COLUMN reminders jsonb NOT NULL DEFAULT '[]';
      COMMENT ON COLUMN programs.reminders IS
        'Up to five, in their order: afterHours (since the first mail), channel (email unless said)';
      CREATE TABLE invitation_reminders (
        invitation_id uuid NOT NULL,
        number smallint NOT NULL CHECK (number BETWEEN 1 AND 5),
        channel text NOT NULL,
        state text NOT NULL DEFAULT 'scheduled',
        due_at timestamptz NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        lease_until timestamptz,
        ended_at timestamptz,
        failure text,
        PRIMARY KEY (invitation_id, number)
      );
      CREATE INDEX invitation_reminders_due ON invitation_reminders (due_at) WHERE state = 'scheduled';
      CREATE INDEX invitation_reminders_sending ON invitation_reminders (lease_until) WHERE state = 'sending';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE invitation_reminders');
    await runner.query('ALTER TABLE programs DROP COLUMN reminders');
  }
}
