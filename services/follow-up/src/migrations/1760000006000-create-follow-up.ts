import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What follow-up keeps of others' facts, and the cases, tasks, retention steps and advocacy requests that it owns. */
export class CreateFollowUp1760000006000 implements MigrationInterface {
  name = 'CreateFollowUp1760000006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE accounts (
        account_id text PRIMARY KEY,
        version int NOT NULL,
        name text,
        arr double precision,
        segment text,
        owner_csm text,
        lifecycle text,
        renewal_date date
      );
      CREATE TABLE contacts (
        contact_id text PRIMARY KEY,
        version int NOT NULL,
        account_id text,
        name text,
        role text
      );

      -- The row 'default' takes what no other row does.
      CREATE TABLE queues (
        segment text PRIMARY KEY,
        queue text NOT NULL
      );
      INSERT INTO queues VALUES ('default', 'customer-success');

      -- One row per response, written by three consumers in any order: each part has its own revision. The row keeps the
      -- revision before, too: between a read before and the write, another instance could move it.
      CREATE TABLE response_facts (
        response_id text PRIMARY KEY,
        contact_id text NOT NULL,
        score_revision int NOT NULL DEFAULT 0,
        score_revision_before int NOT NULL DEFAULT 0,
        score int,
        category text,
        comment_revision int NOT NULL DEFAULT 0,
        comment text,
        insight_revision int NOT NULL DEFAULT 0,
        insight_revision_before int NOT NULL DEFAULT 0,
        language text,
        sentiment text,
        themes jsonb
      ) WITH (fillfactor = 70);

      CREATE TABLE cases (
        case_id uuid PRIMARY KEY,
        response_id text NOT NULL UNIQUE,
        contact_id text NOT NULL,
        account_id text,
        owner text NOT NULL,
        owner_source text NOT NULL,
        priority text NOT NULL,
        state text NOT NULL DEFAULT 'open',
        score int NOT NULL,
        opened_at timestamptz NOT NULL,
        first_contact_due_at timestamptz NOT NULL,
        resolution_due_at timestamptz NOT NULL,
        event_id uuid NOT NULL,
        correlation_id text NOT NULL,
        cause_event_id text NOT NULL,
        lineage text NOT NULL
      );
      CREATE INDEX cases_owner ON cases (owner, state, case_id);
      CREATE INDEX cases_state ON cases (state, case_id);
      CREATE INDEX cases_account ON cases (account_id, case_id);
      CREATE INDEX cases_opened_at ON cases USING brin (opened_at);

      -- No foreign key: a task is written in one statement with its case, and sessions that were opened while cases was
      -- empty go on to check keys by scanning it.
      CREATE TABLE tasks (
        task_id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        kind text NOT NULL,
        owner text NOT NULL,
        state text NOT NULL DEFAULT 'open',
        due_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX tasks_case ON tasks (case_id);
      CREATE INDEX tasks_owner ON tasks (owner, state, due_at, task_id);
      CREATE INDEX tasks_state ON tasks (state, due_at, task_id);

      CREATE TABLE retention_steps (
        step_id uuid PRIMARY KEY,
        response_id text NOT NULL UNIQUE,
        contact_id text NOT NULL,
        account_id text,
        owner text NOT NULL,
        state text NOT NULL DEFAULT 'planned',
        score int NOT NULL,
        planned_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        correlation_id text NOT NULL,
        cause_event_id text NOT NULL,
        lineage text NOT NULL
      );
      CREATE INDEX retention_steps_account ON retention_steps (account_id, step_id);
      CREATE INDEX retention_steps_planned_at ON retention_steps USING brin (planned_at);

      CREATE TABLE advocacy_requests (
        request_id uuid PRIMARY KEY,
        response_id text NOT NULL UNIQUE,
        contact_id text NOT NULL,
        account_id text,
        owner text NOT NULL,
        kind text NOT NULL,
        state text NOT NULL DEFAULT 'requested',
        score int NOT NULL,
        requested_at timestamptz NOT NULL,
        correlation_id text NOT NULL,
        cause_event_id text NOT NULL,
        lineage text NOT NULL
      );
      CREATE INDEX advocacy_requests_account ON advocacy_requests (account_id, request_id);
      CREATE INDEX advocacy_requests_requested_at ON advocacy_requests USING brin (requested_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE advocacy_requests, retention_steps, tasks, cases, response_facts, queues, contacts, accounts
    `);
  }
}
