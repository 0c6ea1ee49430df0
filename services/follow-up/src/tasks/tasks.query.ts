import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type TaskSubject, taskTitle } from './task.rules.js';

/** A task as its owner sees it. */
export interface TaskRow extends TaskSubject {
  readonly taskId: string;
  readonly caseId: string;
  readonly kind: string;
  readonly title: string;
  readonly owner: string;
  readonly state: string;
  readonly closeReason: string | null;
  readonly priority: string;
  readonly dueAt: Date;
  readonly createdAt: Date;
}

/** Which tasks to list; `limit` rows after the task `cursor`. */
export interface TaskFilter {
  readonly owner?: string;
  readonly state: string;
  readonly dueBefore?: Date;
  readonly cursor?: string;
  readonly limit: number;
}

const SELECT_TASKS = `
  SELECT tasks.task_id AS "taskId", tasks.case_id AS "caseId", tasks.kind, tasks.owner, tasks.state, tasks.close_reason AS "closeReason", cases.priority,
         tasks.due_at AS "dueAt", tasks.created_at AS "createdAt", cases.score, cases.contact_id AS "contactId",
         contacts.name AS "contactName", cases.account_id AS "accountId", accounts.name AS "accountName"
    FROM tasks
    JOIN cases USING (case_id)
    LEFT JOIN contacts ON contacts.contact_id = cases.contact_id
    LEFT JOIN accounts ON accounts.account_id = cases.account_id`;

/** Reads tasks. */
@Injectable()
export class TaskQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Tasks, the one that is due first at the top. */
  async list(filter: TaskFilter): Promise<TaskRow[]> {
    const rows = await this.dataSource.query<Omit<TaskRow, 'title'>[]>(
      `${SELECT_TASKS}
        WHERE ($1::text IS NULL OR tasks.owner = $1) AND tasks.state = $2
          AND ($3::timestamptz IS NULL OR tasks.due_at < $3)
          AND ($4::uuid IS NULL OR (tasks.due_at, tasks.task_id) >
                (SELECT due_at, task_id FROM tasks WHERE task_id = $4))
        ORDER BY tasks.due_at, tasks.task_id LIMIT $5`,
      [filter.owner, filter.state, filter.dueBefore, filter.cursor, filter.limit],
    );
    return rows.map(withTitle);
  }

  /** A case's tasks, the oldest first. */
  async ofCase(caseId: string): Promise<TaskRow[]> {
    const rows = await this.dataSource.query<Omit<TaskRow, 'title'>[]>(
      `${SELECT_TASKS} WHERE tasks.case_id = $1 ORDER BY tasks.task_id`,
      [caseId],
    );
    return rows.map(withTitle);
  }
}

function withTitle(row: Omit<TaskRow, 'title'>): TaskRow {
  return { ...row, title: taskTitle(row) };
}
