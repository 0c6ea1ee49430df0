import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What responses are found by. What most of them have in common needs no index, since walking from the newest on soon fills
 * a page; of the rare there are partial ones, which the others cost nothing.
 */
export class FindResponses1760000003321 implements MigrationInterface {
  name = 'FindResponses1760000003321';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX responses_program ON responses (program_id, response_id) WHERE program_id IS NOT NULL;
      CREATE INDEX responses_revised_at ON responses (revised_at, response_id);
      CREATE INDEX responses_answered_at ON responses (answered_at, response_id);
      CREATE INDEX responses_of_source ON responses (source, response_id) WHERE source IS NOT NULL;
      CREATE INDEX responses_not_counting ON responses (state, response_id) WHERE state IN ('set_aside', 'excluded');
      CREATE INDEX responses_other_metrics ON responses (metric, response_id) WHERE metric <> 'nps';
      CREATE INDEX responses_rarer_channels ON responses (channel, response_id) WHERE channel NOT IN ('page', 'api');
      CREATE INDEX responses_historic ON responses (response_id) WHERE historic;
      CREATE INDEX responses_anonymous ON responses (response_id) WHERE anonymous;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX responses_program, responses_revised_at, responses_answered_at, responses_of_source,
      responses_not_counting, responses_other_metrics, responses_rarer_channels, responses_historic, responses_anonymous`);
  }
}
