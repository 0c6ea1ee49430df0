import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links that anybody may answer, the devices of kiosks, and how many answers came from one place lately. */
export class OpenLinks1760000003340 implements MigrationInterface {
  name = 'OpenLinks1760000003340';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE open_links (
        link_id uuid PRIMARY KEY,
        token text COLLATE "C" NOT NULL UNIQUE,
        name text NOT NULL,
        mode text NOT NULL CHECK (mode IN ('link', 'kiosk')),
        survey_version_id text NOT NULL,
        touchpoint text NOT NULL,
        program_id text,
        account_id text,
        languages text[],
        opens_at timestamptz,
        closes_at timestamptz,
        closed_at timestamptz,
        answer_cap int,
        answers_per_place int,
        answers int NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL
      );
      COMMENT ON COLUMN open_links.answers IS 'How many were taken; those set aside included';

      CREATE TABLE open_link_devices (
        device_id uuid PRIMARY KEY,
        link_id uuid NOT NULL REFERENCES open_links,
        token text COLLATE "C" NOT NULL UNIQUE,
        name text NOT NULL,
        last_answer_at timestamptz,
        withdrawn_at timestamptz,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX open_link_devices_link ON open_link_devices (link_id);

      -- A form that is sent twice is one answer. Nothing here says where it came from.
      CREATE TABLE open_link_answers (
        response_id uuid PRIMARY KEY,
        link_id uuid NOT NULL,
        set_aside text,
        finished_at timestamptz
      );

      -- Forgotten within a day. The place is a hash whose key changes daily; nothing leads from an answer to it.
      CREATE TABLE open_link_places (
        link_id uuid NOT NULL,
        place text COLLATE "C" NOT NULL,
        begins_at timestamptz NOT NULL,
        answers int NOT NULL,
        PRIMARY KEY (link_id, place, begins_at)
      );
      CREATE INDEX open_link_places_begins_at ON open_link_places USING brin (begins_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE open_link_places, open_link_answers, open_link_devices, open_links');
  }
}
