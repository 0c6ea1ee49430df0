import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A deferred ask can be ended by something other than time, such as a renewal date that moved. */
export class EndDeferredAsks1760000002801 implements MigrationInterface {
  name = 'EndDeferredAsks1760000002801';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deferred_asks ADD COLUMN ended_by text;
      COMMENT ON COLUMN deferred_asks.ended_by IS 'Why it is suppressed when it is taken up; null: it is decided anew'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE deferred_asks DROP COLUMN ended_by');
  }
}
