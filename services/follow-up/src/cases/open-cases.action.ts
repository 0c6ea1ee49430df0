import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, causeColumns, newId, publish, rowSet, type Transaction } from '#messaging';
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

const CASES = rowSet<Draft>({
  case_id: ['uuid', (it) => it.caseId],
  response_id: ['text', ({ answer }) => answer.responseId],
  contact_id: ['text', ({ answer }) => answer.contactId],
  account_id: ['text', ({ answer }) => answer.accountId],
  owner: ['text', ({ answer }) => answer.owner],
  owner_source: ['text', ({ answer }) => answer.ownerSource],
  priority: ['text', (it) => it.priority],
  score: ['int', ({ answer }) => answer.score],
  event_id: ['uuid', (it) => it.eventId],
  ...causeColumns(({ answer }) => answer.origin),
});
const [TASK, NOW, CONTACT_DUE, RESOLUTION_DUE] = [0, 1, 2, 3].map((further) => `$${CASES.next + further}`);

/** The task comes with its case, so that no case is ever without one. */
const INSERT_CASES_WITH_TASKS = `
  WITH opened AS (
    INSERT INTO cases (${CASES.names}, opened_at, first_contact_due_at, resolution_due_at)
    SELECT *, ${NOW}::timestamptz, ${CONTACT_DUE}::timestamptz, ${RESOLUTION_DUE}::timestamptz FROM unnest(${CASES.arrays})
    ON CONFLICT (response_id) DO NOTHING
    RETURNING case_id, owner, opened_at, first_contact_due_at
  ), called AS (
    INSERT INTO tasks (task_id, case_id, kind, owner, due_at, created_at)
    SELECT task_id, case_id, 'call', owner, first_contact_due_at, opened_at
      FROM opened JOIN unnest($1::uuid[], ${TASK}::uuid[]) AS task (case_id, task_id) USING (case_id)
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
    ...CASES.values(drafts),
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
