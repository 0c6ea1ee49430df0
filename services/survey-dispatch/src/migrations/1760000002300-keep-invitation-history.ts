import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of invitations after they were scheduled, and what finds those whose time is over. */
export class KeepInvitationHistory1760000002300 implements MigrationInterface {
  name = 'KeepInvitationHistory1760000002300';

  async up(runner: QueryRunner): Promise<void> {
    // Without a foreign key: it would be checked for every row, and the rows are written with their invitation's.
    await runner.query(`
      CREATE TABLE invitation_history (
        invitation_id uuid NOT NULL,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        change text NOT NULL,
        at timestamptz NOT NULL,
        reason text,
        PRIMARY KEY (invitation_id, seq)
      );
      COMMENT ON COLUMN invitation_history.change IS
        'The state that was entered, or reminded; the scheduling is the decision and has no row';
      -- Scheduled ones are not in it: it costs nothing when they are made, and who sends them looks at the time.
      CREATE INDEX invitations_expiring ON invitations (expires_at) WHERE state IN ('sent', 'delivered', 'opened');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX invitations_expiring');
    await runner.query('DROP TABLE invitation_history');
  }
}
