import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What finds the responses that are to be confirmed. */
export class FindProvisionalResponses1760000003310 implements MigrationInterface {
  name = 'FindProvisionalResponses1760000003310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX responses_provisional ON responses (revised_at) WHERE state = 'provisional'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX responses_provisional');
  }
}
