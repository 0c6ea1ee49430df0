import type { MigrationInterface, QueryRunner } from 'typeorm';

/** API keys, by the hash of the key. */
export class CreateGateway1760000007000 implements MigrationInterface {
  name = 'CreateGateway1760000007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_keys (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        hash text NOT NULL UNIQUE CHECK (length(hash) = 64),
        prefix text NOT NULL,
        scopes text[] NOT NULL CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'write', 'operate']),
        created_at timestamptz NOT NULL,
        revoked_at timestamptz,
        last_used_at timestamptz
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_keys');
  }
}
