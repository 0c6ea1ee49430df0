import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened to a case after it was opened. */
export class TellWhatBecameOfCases1760000006300 implements MigrationInterface {
  name = 'TellWhatBecameOfCases1760000006300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE cases ADD COLUMN history jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cases DROP COLUMN history');
  }
}
