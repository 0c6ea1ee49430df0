import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An account's asks are its invitations, which the ledger leads to: they are not kept a second time. */
export class CountInvitationsOfAccounts1760000003040 implements MigrationInterface {
  name = 'CountInvitationsOfAccounts1760000003040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE account_asks;
      COMMENT ON TABLE account_budget IS 'Whoever asks people of an account holds its row, and then counts its invitations';
      COMMENT ON COLUMN account_budget.counted IS
        'At least as many as there are asks of its people later than counted_since; those that were only wished are among them'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account_asks (
        account_id text COLLATE "C" NOT NULL,
        asked_at timestamptz NOT NULL,
        contact_id text COLLATE "C" NOT NULL,
        PRIMARY KEY (account_id, asked_at, contact_id)
      );
      INSERT INTO account_asks (account_id, asked_at, contact_id)
      SELECT d.account_id, coalesce(i.held_due_at, i.due_at), i.contact_id
      FROM invitations i JOIN decisions d ON d.decision_id = i.invitation_id
      WHERE d.account_id IS NOT NULL AND NOT (i.state = 'cancelled' AND i.attempts = 0) ON CONFLICT DO NOTHING`);
  }
}
