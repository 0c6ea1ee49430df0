import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A retention step. */
export interface RetentionStepRow {
  readonly stepId: string;
  readonly state: string;
  readonly closeReason: string | null;
  readonly responseId: string;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly owner: string;
  readonly score: number;
  readonly plannedAt: Date;
  readonly dueAt: Date;
}

/** Which steps to list; `limit` rows after the step `cursor`. */
export interface RetentionStepFilter {
  readonly responseId?: string;
  readonly accountId?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const SELECT_STEPS = `
  SELECT step_id AS "stepId", state, close_reason AS "closeReason", response_id AS "responseId", contact_id AS "contactId",
         account_id AS "accountId", owner, score, planned_at AS "plannedAt", due_at AS "dueAt"
    FROM retention_steps`;

/** Reads retention steps. */
@Injectable()
export class RetentionStepQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Steps, newest first: their ids grow with time. */
  list({ responseId, accountId, cursor, limit }: RetentionStepFilter): Promise<RetentionStepRow[]> {
    return this.dataSource.query(
      `${SELECT_STEPS}
        WHERE ($1::text IS NULL OR response_id = $1) AND ($2::text IS NULL OR account_id = $2)
          AND ($3::uuid IS NULL OR step_id < $3)
        ORDER BY step_id DESC LIMIT $4`,
      [responseId, accountId, cursor, limit],
    );
  }

  async one(stepId: string): Promise<RetentionStepRow | undefined> {
    const [row] = await this.dataSource.query<RetentionStepRow[]>(`${SELECT_STEPS} WHERE step_id = $1`, [stepId]);
    return row;
  }
}
