import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How many follow-ups there are of each kind. */
export interface FollowUpCounts {
  readonly cases: number;
  readonly retentionSteps: number;
  readonly advocacyRequests: number;
}

/** Counts follow-ups. */
@Injectable()
export class FollowUpQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Follow-ups by kind, of those that were made at or after `since`. */
  async counts(since?: Date): Promise<FollowUpCounts> {
    const [row] = await this.dataSource.query<FollowUpCounts[]>(
      `SELECT
         (SELECT count(*) FROM cases WHERE $1::timestamptz IS NULL OR opened_at >= $1)::int AS "cases",
         (SELECT count(*) FROM retention_steps WHERE $1::timestamptz IS NULL OR planned_at >= $1)::int
           AS "retentionSteps",
         (SELECT count(*) FROM advocacy_requests WHERE $1::timestamptz IS NULL OR requested_at >= $1)::int
           AS "advocacyRequests"`,
      [since],
    );
    return row!;
  }
}
