import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Projections, programs, decisions, the contact budget, invitations, and journey events that wait for their contact. */
export class CreateSurveyDispatch1760000002000 implements MigrationInterface {
  name = 'CreateSurveyDispatch1760000002000';

  async up(runner: QueryRunner): Promise<void> {
    // Ids are compared on the hot path: collation "C" compares bytes.
    await runner.query(`
      CREATE TABLE accounts (
        account_id text PRIMARY KEY,
        version int NOT NULL,
        name text,
        lifecycle text NOT NULL
      );
      CREATE TABLE contacts (
        contact_id text COLLATE "C" PRIMARY KEY,
        version int NOT NULL,
        account_id text,
        email text,
        name text,
        locale text,
        time_zone text,
        email_consent boolean NOT NULL
      );

      CREATE TABLE surveys (
        survey_id text PRIMARY KEY,
        metric text NOT NULL,
        questions jsonb NOT NULL
      );
      COMMENT ON COLUMN surveys.questions IS 'The metric question by language; en is always there';
      CREATE TABLE programs (
        program_id text PRIMARY KEY,
        name text NOT NULL,
        touchpoint text NOT NULL,
        survey_id text NOT NULL REFERENCES surveys,
        delay_seconds int NOT NULL,
        expiry_days int NOT NULL,
        priority int NOT NULL,
        active boolean NOT NULL
      );

      CREATE TABLE contact_budget (
        contact_id text COLLATE "C" PRIMARY KEY,
        last_asked_at timestamptz NOT NULL
      ) WITH (fillfactor = 80);

      CREATE TABLE decisions (
        decision_id uuid PRIMARY KEY,
        journey_event_id text COLLATE "C" NOT NULL,
        journey_event_source text COLLATE "C" NOT NULL,
        contact_id text COLLATE "C" NOT NULL,
        account_id text,
        touchpoint text NOT NULL,
        program_id text COLLATE "C",
        outcome text NOT NULL,
        reason text NOT NULL,
        release_at timestamptz,
        decided_at timestamptz NOT NULL,
        CONSTRAINT decisions_once UNIQUE NULLS NOT DISTINCT (journey_event_id, journey_event_source, program_id)
      );
      CREATE INDEX decisions_contact ON decisions USING hash (contact_id);
      -- The usual outcomes are found by walking the primary key; the rare ones have an index of their own.
      CREATE INDEX decisions_rare ON decisions (outcome, decision_id)
        WHERE outcome IN ('unreachable', 'no_matching_program', 'deferred', 'sampled_out');

      CREATE TABLE invitations (
        invitation_id uuid PRIMARY KEY,
        contact_id text COLLATE "C" NOT NULL,
        survey_id text NOT NULL,
        locale text NOT NULL,
        state text NOT NULL DEFAULT 'scheduled',
        due_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        lease_until timestamptz,
        ended_at timestamptz,
        failure text,
        correlation_id text NOT NULL,
        lineage text NOT NULL
      );
      COMMENT ON COLUMN invitations.invitation_id IS 'The id of the decision that made it, and of the event that scheduled it';
      COMMENT ON COLUMN invitations.lineage IS 'The chain up to and including the event that scheduled it';
      CREATE INDEX invitations_due ON invitations (due_at) WHERE state = 'scheduled';
      CREATE INDEX invitations_sending ON invitations (lease_until) WHERE state = 'sending';

      CREATE TABLE waiting_journey_events (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        source text COLLATE "C" NOT NULL,
        event_id text COLLATE "C" NOT NULL,
        contact_id text COLLATE "C" NOT NULL,
        data jsonb NOT NULL,
        correlation_id text NOT NULL,
        lineage text NOT NULL,
        waiting_since timestamptz NOT NULL,
        look_at timestamptz NOT NULL,
        failures int NOT NULL DEFAULT 0,
        UNIQUE (source, event_id)
      );
      CREATE INDEX waiting_journey_events_contact ON waiting_journey_events (contact_id);
      COMMENT ON COLUMN waiting_journey_events.look_at IS
        'When it is decided: the end of its wait, or earlier because its contact arrived, or later because it failed';
      CREATE INDEX waiting_journey_events_look ON waiting_journey_events (look_at);
      CREATE INDEX waiting_journey_events_since ON waiting_journey_events (waiting_since);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE waiting_journey_events, invitations, decisions, contact_budget, programs, surveys,
      contacts, accounts`);
  }
}
