import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Feedback items from other sources, and the webhooks that bring them. */
export class KeepFeedbackItems1760000003350 implements MigrationInterface {
  name = 'KeepFeedbackItems1760000003350';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE feedback_items (
        feedback_id uuid PRIMARY KEY,
        source text COLLATE "C" NOT NULL,
        external_id text COLLATE "C" NOT NULL,
        revision int NOT NULL,
        kind text NOT NULL,
        text text,
        title text,
        contact_id text,
        account_id text,
        rating double precision,
        rating_lowest double precision,
        rating_highest double precision,
        language text,
        url text,
        written_at timestamptz NOT NULL,
        source_updated_at timestamptz NOT NULL,
        revised_at timestamptz NOT NULL,
        removed text,
        UNIQUE (source, external_id),
        CHECK (removed IS NULL OR num_nonnulls(text, title, url, rating, language) = 0)
      );
      COMMENT ON COLUMN feedback_items.removed IS
        'deleted (in its source, may come back), withdrawn (by a caller) or erased (with its person); those two are for good';
      CREATE INDEX feedback_items_contact ON feedback_items (contact_id, feedback_id) WHERE contact_id IS NOT NULL;
      CREATE INDEX feedback_items_account ON feedback_items (account_id, feedback_id) WHERE account_id IS NOT NULL;
      CREATE INDEX feedback_items_source ON feedback_items (source, feedback_id);
      CREATE INDEX feedback_items_kind ON feedback_items (kind, feedback_id);
      CREATE INDEX feedback_items_written ON feedback_items (written_at);
      CREATE INDEX feedback_items_updated ON feedback_items (source_updated_at);
      CREATE INDEX feedback_items_words ON feedback_items
        USING gin (to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(text, '')));

      CREATE TABLE feedback_webhooks (
        webhook_id text COLLATE "C" PRIMARY KEY,
        definition jsonb NOT NULL,
        secret text NOT NULL,
        previous_secret text,
        previous_until timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      COMMENT ON COLUMN feedback_webhooks.secret IS 'Sealed with the installation''s key: AES-256-GCM, bound to the webhook';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE feedback_webhooks, feedback_items');
  }
}
