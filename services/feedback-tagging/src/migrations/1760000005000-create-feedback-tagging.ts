import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was found in each text, and its themes once more as rows to count and to search by. */
export class CreateFeedbackTagging1760000005000 implements MigrationInterface {
  name = 'CreateFeedbackTagging1760000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE insights (
        insight_id uuid PRIMARY KEY,
        source text NOT NULL,
        source_id text NOT NULL,
        source_revision int NOT NULL,
        -- The text was taken back. The row stays, without content, so that a late earlier revision stays without effect.
        withdrawn boolean NOT NULL,
        contact_id text NOT NULL,
        account_id text,
        -- The UTC day on which the text was given.
        day date NOT NULL,
        -- The text itself, for its evidence to be seen. Personal data: blank after an erasure.
        comment text NOT NULL,
        language text NOT NULL,
        sentiment text NOT NULL,
        sentiment_score double precision NOT NULL,
        themes jsonb NOT NULL,
        taxonomy_version text NOT NULL,
        rules_version text NOT NULL,
        found_at timestamptz NOT NULL,
        UNIQUE (source_id, source)
      );
      CREATE INDEX insights_language ON insights (language, insight_id) WHERE NOT withdrawn;
      CREATE INDEX insights_sentiment ON insights (sentiment, insight_id) WHERE NOT withdrawn;

      CREATE TABLE insight_themes (
        insight_id uuid NOT NULL,
        theme text NOT NULL,
        sentiment text NOT NULL,
        day date NOT NULL,
        PRIMARY KEY (insight_id, theme)
      );
      CREATE INDEX insight_themes_theme ON insight_themes (theme, insight_id);
      CREATE INDEX insight_themes_day ON insight_themes (day, theme, sentiment);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE insight_themes, insights');
  }
}
