import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Surveys that are shown to somebody before others are asked. */
export class KeepPreviews1760000003101 implements MigrationInterface {
  name = 'KeepPreviews1760000003101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE survey_previews (preview_id text PRIMARY KEY, document jsonb NOT NULL, expires_at timestamptz NOT NULL);
      CREATE INDEX survey_previews_expires_at ON survey_previews (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE survey_previews');
  }
}
