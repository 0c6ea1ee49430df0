import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AdvocacyKind } from './advocacy-request.rules.js';

/** An advocacy request. */
export interface AdvocacyRequestRow {
  readonly requestId: string;
  readonly kind: AdvocacyKind;
  readonly state: string;
  readonly closeReason: string | null;
  readonly responseId: string;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly owner: string;
  readonly score: number;
  readonly requestedAt: Date;
}

/** Which requests to list; `limit` rows after the request `cursor`. */
export interface AdvocacyRequestFilter {
  readonly responseId?: string;
  readonly accountId?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const SELECT_REQUESTS = `
  SELECT request_id AS "requestId", kind, state, close_reason AS "closeReason", response_id AS "responseId", contact_id AS "contactId",
         account_id AS "accountId", owner, score, requested_at AS "requestedAt"
    FROM advocacy_requests`;

/** Reads advocacy requests. */
@Injectable()
export class AdvocacyRequestQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Requests, newest first: their ids grow with time. */
  list({ responseId, accountId, cursor, limit }: AdvocacyRequestFilter): Promise<AdvocacyRequestRow[]> {
    return this.dataSource.query(
      `${SELECT_REQUESTS}
        WHERE ($1::text IS NULL OR response_id = $1) AND ($2::text IS NULL OR account_id = $2)
          AND ($3::uuid IS NULL OR request_id < $3)
        ORDER BY request_id DESC LIMIT $4`,
      [responseId, accountId, cursor, limit],
    );
  }

  async one(requestId: string): Promise<AdvocacyRequestRow | undefined> {
    const [row] = await this.dataSource.query<AdvocacyRequestRow[]>(`${SELECT_REQUESTS} WHERE request_id = $1`, [
      requestId,
    ]);
    return row;
  }
}
