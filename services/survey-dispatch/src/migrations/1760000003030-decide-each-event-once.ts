import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An event is decided once, whatever programs there are when it comes again: the ledger is what remembers it. That an event and
 * a program meet once follows from it.
 */
export class DecideEachEventOnce1760000003030 implements MigrationInterface {
  name = 'DecideEachEventOnce1760000003030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE decisions ADD nth smallint NOT NULL DEFAULT 0;
      COMMENT ON COLUMN decisions.nth IS 'Place among the decisions on its event, from 0';
      UPDATE decisions d SET nth = n.nth
      FROM (SELECT decision_id, row_number() OVER (PARTITION BY journey_event_id, journey_event_source
              ORDER BY decision_id) - 1 AS nth FROM decisions) n
      WHERE d.decision_id = n.decision_id AND n.nth > 0;
      ALTER TABLE decisions DROP CONSTRAINT decisions_once,
        ADD CONSTRAINT decisions_once UNIQUE (journey_event_id, journey_event_source, nth);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE decisions DROP CONSTRAINT decisions_once,
        ADD CONSTRAINT decisions_once UNIQUE NULLS NOT DISTINCT (journey_event_id, journey_event_source, program_id);
      ALTER TABLE decisions DROP nth;
    `);
  }
}
