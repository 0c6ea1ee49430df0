import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of accounts, the last score of each response, and the counts per day, touchpoint and segment. */
export class CreateScoring1760000004000 implements MigrationInterface {
  name = 'CreateScoring1760000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE accounts (
        account_id text PRIMARY KEY,
        version int NOT NULL,
        name text,
        arr double precision,
        segment text NOT NULL
      );

      CREATE TABLE scored_responses (
        response_id text PRIMARY KEY,
        revision int NOT NULL,
        score smallint NOT NULL CHECK (score BETWEEN 0 AND 10),
        -- The score of the revision before: what the counts lose when this one comes in.
        previous_score smallint,
        category text NOT NULL,
        contact_id text NOT NULL,
        account_id text,
        invitation_id text,
        -- Where the response counts, as of its first scoring.
        day date NOT NULL,
        touchpoint text NOT NULL,
        segment text NOT NULL,
        answered_at timestamptz NOT NULL,
        scored_at timestamptz NOT NULL
      );

      CREATE TABLE score_rollups (
        day date NOT NULL,
        touchpoint text NOT NULL,
        segment text NOT NULL,
        n0 bigint NOT NULL,
        n1 bigint NOT NULL,
        n2 bigint NOT NULL,
        n3 bigint NOT NULL,
        n4 bigint NOT NULL,
        n5 bigint NOT NULL,
        n6 bigint NOT NULL,
        n7 bigint NOT NULL,
        n8 bigint NOT NULL,
        n9 bigint NOT NULL,
        n10 bigint NOT NULL,
        PRIMARY KEY (day, touchpoint, segment)
      );
      -- Today's rows change with every chunk: room on the page keeps their updates out of the index.
      ALTER TABLE score_rollups SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE score_rollups, scored_responses, accounts');
  }
}
