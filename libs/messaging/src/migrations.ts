import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of the library, in the schema of each service. */
export class CreateMessaging1760000000000 implements MigrationInterface {
  name = 'CreateMessaging1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE inbox (
        consumer text COLLATE "C" NOT NULL,
        event_key text COLLATE "C" NOT NULL,
        taken_at timestamptz NOT NULL DEFAULT now(),
        -- The part that differs first: it is compared most.
        PRIMARY KEY (event_key, consumer)
      );
      CREATE INDEX inbox_taken_at ON inbox USING brin (taken_at);

      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY,
        shard int NOT NULL,
        bytes int NOT NULL,
        messages text,
        packed bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (shard, id),
        CHECK (num_nonnulls(messages, packed) = 1)
      );
      COMMENT ON COLUMN outbox.packed IS 'The same as messages, compressed with zstd: of rows that are large';
      -- A queue: most rows are gone before the next vacuum.
      ALTER TABLE outbox ALTER COLUMN packed SET STORAGE EXTERNAL;
      ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

      CREATE TABLE parked_keys (
        consumer text NOT NULL,
        key text NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        last_error text NOT NULL,
        parked_at timestamptz NOT NULL DEFAULT now(),
        due_at timestamptz NOT NULL,
        PRIMARY KEY (consumer, key)
      );
      CREATE INDEX parked_keys_due ON parked_keys (consumer, due_at);

      CREATE TABLE parked_events (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consumer text NOT NULL,
        key text NOT NULL,
        topic text NOT NULL,
        "partition" int NOT NULL,
        "offset" bigint NOT NULL,
        headers jsonb NOT NULL,
        value bytea,
        taken boolean NOT NULL,
        parked_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX parked_events_key ON parked_events (consumer, key, seq);

      CREATE TABLE dead_letters (
        id uuid PRIMARY KEY,
        consumer text NOT NULL,
        reason text NOT NULL,
        field text,
        topic text NOT NULL,
        "partition" int NOT NULL,
        "offset" bigint NOT NULL,
        key text,
        headers jsonb NOT NULL,
        value bytea,
        taken boolean NOT NULL,
        buried_at timestamptz NOT NULL DEFAULT now(),
        replayed_at timestamptz
      );
      CREATE INDEX dead_letters_key ON dead_letters USING hash (key);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dead_letters, parked_events, parked_keys, outbox, inbox');
  }
}

/** Ids of contacts that were erased, and ids of contacts and accounts that were merged away. */
export class KeepIdentities1760000000100 implements MigrationInterface {
  name = 'KeepIdentities1760000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE forgotten_keys (
        key text PRIMARY KEY,
        forgotten_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE merged_ids (
        subject text NOT NULL,
        id text NOT NULL,
        survivor_id text NOT NULL,
        PRIMARY KEY (subject, id)
      );
      CREATE INDEX merged_ids_survivor ON merged_ids (subject, survivor_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE merged_ids, forgotten_keys');
  }
}

/** The library's migrations, in their order. */
export const messagingMigrations = [CreateMessaging1760000000000, KeepIdentities1760000000100] as const;
