import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, newId, publish, type Transaction } from '#messaging';
import { FollowUpConfig } from '../config.js';
import { type Answer, accountKey } from '../responses/answer.rules.js';
import { announceEnriched } from './announce-enriched.action.js';
import { caseDeadlines, casePriority, type Priority } from './case.rules.js';

/** A case that is about to be opened, and the ids of what comes with it. */
interface Draft {
  readonly answer: Answer;
  readonly priority: Priority;
  readonly caseId: string;
  readonly taskId: string;
  readonly eventId: string;
}

/** The task comes with its case, so that no case is ever without one. */
const INSERT_CASES_WITH_TASKS = `
  WITH opened AS (
    INSERT INTO cases (case_id, response_id, contact_id, account_id, owner, owner_source, priority, score, event_id,
                       correlation_id, cause_event_id, lineage, opened_at, first_contact_due_at, resolution_due_at)
    SELECT *, $14::timestamptz, $15::timestamptz, $16::timestamptz
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[],
                  $9::uuid[], $10::text[], $11::text[], $12::text[])
    ON CONFLICT (response_id) DO NOTHING
    RETURNING case_id, owner, opened_at, first_contact_due_at
  ), called AS (
    INSERT INTO tasks (task_id, case_id, kind, owner, due_at, created_at)
    SELECT task_id, case_id, 'call', owner, first_contact_due_at, opened_at
      FROM opened JOIN unnest($1::uuid[], $13::uuid[]) AS task (case_id, task_id) USING (case_id)
  )
  SELECT case_id AS "caseId" FROM opened`;

/** Opens the cases of detractors, each with a task to call them; an answer that has a case already gets no other. */
@Injectable()
export class OpenCases {
  constructor(
    private readonly clock: Clock,
    private readonly config: FollowUpConfig,
  ) {}

  async run(transaction: Transaction, answers: readonly Answer[]): Promise<void> {
    const now = this.clock.now();
    const drafts = answers.map((answer) => this.draft(answer, now));
    const opened = await insert(transaction, drafts, now);
    for (const draft of drafts.filter(({ caseId }) => opened.has(caseId))) announceOpened(transaction, draft, now);
  }

  private draft(answer: Answer, now: Date): Draft {
    const time = now.getTime();
    const priority = casePriority(answer, this.config.highArr, now);
    return { answer, priority, caseId: newId(time), taskId: newId(time), eventId: newId(time) };
  }
}

async function insert(transaction: Transaction, drafts: readonly Draft[], now: Date): Promise<Set<string>> {
  const { firstContactDueAt, resolutionDueAt } = caseDeadlines(now);
  const rows = await transaction.query<{ caseId: string }>(INSERT_CASES_WITH_TASKS, [
    drafts.map(({ caseId }) => caseId),
    drafts.map(({ answer }) => answer.responseId),
    drafts.map(({ answer }) => answer.contactId),
    drafts.map(({ answer }) => answer.accountId),
    drafts.map(({ answer }) => answer.owner),
    drafts.map(({ answer }) => answer.ownerSource),
    drafts.map(({ priority }) => priority),
    drafts.map(({ answer }) => answer.score),
    drafts.map(({ eventId }) => eventId),
    drafts.map(({ answer }) => answer.origin.correlationId),
    drafts.map(({ answer }) => answer.origin.id),
    drafts.map(({ answer }) => answer.origin.lineage),
    drafts.map(({ taskId }) => taskId),
    now,
    firstContactDueAt,
    resolutionDueAt,
  ]);
  return new Set(rows.map(({ caseId }) => caseId));
}

function announceOpened(transaction: Transaction, draft: Draft, now: Date): void {
  const { answer, caseId, taskId, eventId, priority } = draft;
  const { responseId, contactId, accountId, owner, ownerSource, score, insight, origin } = answer;
  const data = {
    caseId,
    responseId,
    accountId: accountKey(answer),
    contactId,
    owner,
    ownerSource,
    priority,
    taskId,
    dueAt: caseDeadlines(now).firstContactDueAt.toISOString(),
    score,
    openedAt: now.toISOString(),
  };
  publish(transaction, contracts.caseOpened, data, origin, { id: eventId, time: now });
  if (insight) announceEnriched(transaction, { caseId, responseId, contactId, accountId }, insight, origin, now);
}
