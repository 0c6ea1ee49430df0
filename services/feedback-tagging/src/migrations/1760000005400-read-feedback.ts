import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Insights into feedback items beside those into responses, also of nobody known; themes are counted apart from theirs. */
export class ReadFeedback1760000005400 implements MigrationInterface {
  name = 'ReadFeedback1760000005400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE insights ALTER contact_id DROP NOT NULL, ADD feedback_kind text;
      COMMENT ON COLUMN insights.feedback_kind IS 'Of a feedback item: review, ticket, feature_request, csm_note or social_post';
      CREATE INDEX insights_source ON insights (source, insight_id) WHERE NOT withdrawn;
      CREATE INDEX insights_feedback_kind ON insights (feedback_kind, insight_id)
        WHERE feedback_kind IS NOT NULL AND NOT withdrawn;
      ALTER TABLE insight_themes ADD of_feedback boolean NOT NULL DEFAULT false;
      DROP INDEX insight_themes_day;
      CREATE INDEX insight_themes_day ON insight_themes (day, theme, sentiment, of_feedback)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM insight_themes WHERE of_feedback;
      DELETE FROM insights WHERE source = 'feedback';
      DROP INDEX insight_themes_day, insights_feedback_kind, insights_source;
      CREATE INDEX insight_themes_day ON insight_themes (day, theme, sentiment);
      ALTER TABLE insight_themes DROP of_feedback;
      ALTER TABLE insights DROP feedback_kind, ALTER contact_id SET NOT NULL`);
  }
}
