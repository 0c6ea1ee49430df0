import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Responses and their former revisions, the invitations they answer, and remembered idempotency keys. */
export class CreateResponseIntake1760000003000 implements MigrationInterface {
  name = 'CreateResponseIntake1760000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What an invitation asks is unknown until its scheduling arrives, which may be after its sending.
      CREATE TABLE invitations (
        invitation_id text PRIMARY KEY,
        contact_id text NOT NULL,
        account_id text,
        program_id text,
        touchpoint text,
        question text,
        locale text,
        expires_at timestamptz,
        sent boolean NOT NULL,
        correlation_id text NOT NULL,
        cause_event_id text NOT NULL,
        lineage text NOT NULL
      );

      CREATE TABLE responses (
        response_id uuid PRIMARY KEY,
        revision int NOT NULL,
        contact_id text NOT NULL,
        account_id text,
        invitation_id text,
        program_id text,
        touchpoint text NOT NULL,
        score smallint NOT NULL CHECK (score BETWEEN 0 AND 10),
        comment text,
        channel text NOT NULL,
        answered_at timestamptz NOT NULL,
        revised_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX responses_invitation ON responses (invitation_id) WHERE invitation_id IS NOT NULL;
      CREATE INDEX responses_contact ON responses (contact_id, response_id);
      CREATE INDEX responses_touchpoint ON responses (touchpoint, response_id);

      -- The latest revision is in responses, all before it are here.
      CREATE TABLE former_revisions (
        response_id uuid NOT NULL,
        revision int NOT NULL,
        score smallint NOT NULL,
        comment text,
        channel text NOT NULL,
        revised_at timestamptz NOT NULL,
        PRIMARY KEY (response_id, revision)
      );

      CREATE TABLE idempotency_keys (
        caller text NOT NULL,
        key text NOT NULL,
        body_hash text NOT NULL,
        kind text NOT NULL,
        receipt json NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (caller, key)
      );
      CREATE INDEX idempotency_keys_created_at ON idempotency_keys USING brin (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_keys, former_revisions, responses, invitations');
  }
}
