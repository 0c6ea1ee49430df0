import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Channels that are paused because their provider fails, and places under the limits of providers and domains. */
export class LimitDeliveries1760000002601 implements MigrationInterface {
  name = 'LimitDeliveries1760000002601';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE delivery_breakers (
        channel text COLLATE "C" PRIMARY KEY,
        open_since timestamptz,
        probe_at timestamptz,
        failed_probes int NOT NULL DEFAULT 0,
        reason text
      );
      COMMENT ON COLUMN delivery_breakers.open_since IS 'Since when nothing is claimed for the channel; null while it works';
      CREATE TABLE delivery_slots (
        name text COLLATE "C" PRIMARY KEY,
        free_at timestamptz NOT NULL
      );
      COMMENT ON TABLE delivery_slots IS 'From when on the next message of a channel, or of one to a domain, has its place';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE delivery_slots, delivery_breakers');
  }
}
