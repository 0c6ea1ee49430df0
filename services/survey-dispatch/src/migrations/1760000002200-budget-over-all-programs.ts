import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The budget over all programs, programs with audience, variants, sampling and a lifecycle, and asks that are deferred. */
export class BudgetOverAllPrograms1760000002200 implements MigrationInterface {
  name = 'BudgetOverAllPrograms1760000002200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE budget_policy (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        policy jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      );

      ALTER TABLE contact_budget
        ALTER COLUMN last_asked_at DROP NOT NULL,
        ADD COLUMN last_relationship_at timestamptz,
        ADD COLUMN last_touchpoint_at timestamptz,
        ADD COLUMN reminders int NOT NULL DEFAULT 0,
        ADD COLUMN blocked text;
      COMMENT ON COLUMN contact_budget.blocked IS 'Why the contact may never be asked: opted_out, bounced, complained, erased';
      -- Everything that asked so far was a touchpoint's.
      UPDATE contact_budget SET last_touchpoint_at = last_asked_at;

      CREATE TABLE account_budget (account_id text COLLATE "C" PRIMARY KEY, changes bigint NOT NULL DEFAULT 1);
      COMMENT ON TABLE account_budget IS 'Whoever asks people of an account holds its row, and then counts account_asks';
      CREATE TABLE account_asks (
        account_id text COLLATE "C" NOT NULL,
        asked_at timestamptz NOT NULL,
        contact_id text COLLATE "C" NOT NULL,
        PRIMARY KEY (account_id, asked_at, contact_id)
      );

      ALTER TABLE contacts ADD COLUMN role text, ADD COLUMN attributes jsonb,
        ADD COLUMN spread int GENERATED ALWAYS AS (('x' || substr(md5(contact_id), 1, 7))::bit(28)::int) STORED;
      COMMENT ON COLUMN contacts.spread IS 'Stable and even over 0 to 2^28 - 1: when in its cycle a relationship program asks';
      CREATE INDEX contacts_spread ON contacts (spread, contact_id);
      CREATE INDEX contacts_account ON contacts (account_id);
      ALTER TABLE accounts ADD COLUMN arr double precision, ADD COLUMN segment text, ADD COLUMN region text,
        ADD COLUMN renewal_date date, ADD COLUMN owner_csm text, ADD COLUMN attributes jsonb;
      CREATE INDEX accounts_renewal ON accounts (renewal_date, account_id);

      ALTER TABLE programs ADD COLUMN kind text NOT NULL DEFAULT 'transactional',
        ADD COLUMN state text NOT NULL DEFAULT 'draft',
        ADD COLUMN audience jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN variants jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN channels jsonb NOT NULL DEFAULT '["email"]',
        ADD COLUMN sample_percent double precision NOT NULL DEFAULT 100,
        ADD COLUMN holdout_percent double precision NOT NULL DEFAULT 0,
        ADD COLUMN defer_days int NOT NULL DEFAULT 7,
        ADD COLUMN cadence_days int,
        ADD COLUMN days_before jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN walked_until timestamptz;
      UPDATE programs SET state = CASE WHEN active THEN 'active' ELSE 'paused' END;
      ALTER TABLE programs DROP COLUMN active;
      ALTER TABLE programs ADD COLUMN active boolean GENERATED ALWAYS AS (state = 'active') STORED;
      COMMENT ON COLUMN programs.walked_until IS 'Up to when a program that time fires has made its candidates';

      CREATE TABLE deferred_asks (
        decision_id uuid PRIMARY KEY,
        program_id text COLLATE "C" NOT NULL,
        priority int NOT NULL,
        contact_id text COLLATE "C" NOT NULL,
        journey_event_id text COLLATE "C" NOT NULL,
        journey_event_source text COLLATE "C" NOT NULL,
        data jsonb NOT NULL,
        correlation_id text NOT NULL,
        lineage text NOT NULL,
        release_at timestamptz NOT NULL,
        latest_at timestamptz NOT NULL
      );
      CREATE INDEX deferred_asks_release ON deferred_asks (release_at);
      CREATE INDEX deferred_asks_contact ON deferred_asks (contact_id);
      CREATE INDEX deferred_asks_program ON deferred_asks (program_id);

      ALTER TABLE decisions ADD COLUMN attributes jsonb, ADD COLUMN latest_at timestamptz, ADD COLUMN variant text,
        ADD COLUMN settled_at timestamptz;
      COMMENT ON COLUMN decisions.attributes IS 'Of the journey event, so that it can be decided again in a dry run';
      COMMENT ON COLUMN decisions.latest_at IS 'Until when a deferred ask may still be made';
      COMMENT ON COLUMN decisions.settled_at IS 'When what was deferred came to its end';
      ALTER TABLE invitations ADD COLUMN held_due_at timestamptz;
      COMMENT ON COLUMN invitations.held_due_at IS 'When it was due, where it waits because its program is paused';
      -- A program that often decides is found by walking the primary key; of a rare one, this skips nearly all of the table.
      CREATE INDEX decisions_program ON decisions USING brin (program_id text_bloom_ops) WITH (autosummarize = on);
      CREATE INDEX decisions_account ON decisions (account_id, decision_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE invitations SET due_at = held_due_at WHERE held_due_at IS NOT NULL;
      ALTER TABLE invitations DROP COLUMN held_due_at;
      DROP INDEX decisions_account, decisions_program, accounts_renewal, contacts_account, contacts_spread;
      ALTER TABLE decisions DROP COLUMN settled_at, DROP COLUMN variant, DROP COLUMN latest_at, DROP COLUMN attributes;
      DROP TABLE deferred_asks, account_asks, account_budget, budget_policy;
      ALTER TABLE programs DROP COLUMN active, ADD COLUMN active boolean NOT NULL DEFAULT false;
      UPDATE programs SET active = state = 'active';
      ALTER TABLE programs DROP COLUMN walked_until, DROP COLUMN days_before, DROP COLUMN cadence_days,
        DROP COLUMN defer_days, DROP COLUMN holdout_percent, DROP COLUMN sample_percent, DROP COLUMN channels,
        DROP COLUMN variants, DROP COLUMN audience, DROP COLUMN state, DROP COLUMN kind;
      ALTER TABLE accounts DROP COLUMN attributes, DROP COLUMN owner_csm, DROP COLUMN renewal_date, DROP COLUMN region,
        DROP COLUMN segment, DROP COLUMN arr;
      ALTER TABLE contacts DROP COLUMN spread, DROP COLUMN attributes, DROP COLUMN role;
      DELETE FROM contact_budget WHERE last_asked_at IS NULL;
      ALTER TABLE contact_budget ALTER COLUMN last_asked_at SET NOT NULL, DROP COLUMN blocked, DROP COLUMN reminders,
        DROP COLUMN last_touchpoint_at, DROP COLUMN last_relationship_at;
    `);
  }
}
