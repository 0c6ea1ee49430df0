import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What becomes of the messages of a customer data platform, version by version, and what became of them lately. */
export class CreateSegmentMapping1760000001300 implements MigrationInterface {
  name = 'CreateSegmentMapping1760000001300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE segment_mappings (
        version int PRIMARY KEY,
        mapping jsonb NOT NULL,
        saved_at timestamptz NOT NULL
      );
      CREATE TABLE segment_message_counts (
        day date NOT NULL,
        type text NOT NULL,
        event text NOT NULL,
        became text NOT NULL,
        messages bigint NOT NULL,
        last_at timestamptz NOT NULL,
        PRIMARY KEY (day, type, event, became)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE segment_message_counts, segment_mappings');
  }
}
