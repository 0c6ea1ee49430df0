import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OwnerSource } from '../queues/owner.rules.js';
import type { Theme } from '../responses/insight.rules.js';
import type { Priority } from './case.rules.js';

/** A case with the score as it is now. */
export interface CaseRow {
  readonly caseId: string;
  readonly state: string;
  readonly closeReason: string | null;
  readonly responseId: string;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly owner: string;
  readonly ownerSource: OwnerSource;
  readonly priority: Priority;
  readonly score: number;
  readonly currentScore: number;
  readonly currentCategory: string;
  readonly openedAt: Date;
  readonly firstContactDueAt: Date;
  readonly resolutionDueAt: Date;
}

/** What happened to a case after it was opened. */
export interface CaseEvent {
  readonly at: string;
  readonly change: 'closed' | 'reopened';
  readonly reason: string;
  /** The revision of the response that led to it. */
  readonly revision: number;
}

/** A case with what the respondent said. */
export interface CaseWithWords extends CaseRow {
  readonly contactName: string | null;
  readonly accountName: string | null;
  readonly comment: string | null;
  readonly history: readonly CaseEvent[];
  readonly insight: { revision: number; language: string; sentiment: string; themes: Theme[] } | null;
}

/** Which cases to list; `limit` rows after the case `cursor`. */
export interface CaseFilter {
  readonly owner?: string;
  readonly state?: string;
  readonly accountId?: string;
  readonly responseId?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** The later steps of a chain are in the case's row, so that no other service is asked. */
export interface CaseOrigin {
  readonly caseId: string;
  readonly eventId: string;
  readonly openedAt: Date;
  readonly correlationId: string;
  readonly lineage: string;
}

const COLUMNS = `
  cases.case_id AS "caseId", cases.state, cases.close_reason AS "closeReason", cases.response_id AS "responseId", cases.contact_id AS "contactId",
  cases.account_id AS "accountId", cases.owner, cases.owner_source AS "ownerSource", cases.priority, cases.score,
  facts.score AS "currentScore", facts.category AS "currentCategory", cases.opened_at AS "openedAt",
  cases.first_contact_due_at AS "firstContactDueAt", cases.resolution_due_at AS "resolutionDueAt"`;

/** Reads cases. */
@Injectable()
export class CaseQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Cases, newest first: their ids grow with time. */
  list(filter: CaseFilter): Promise<CaseRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS}
         FROM cases JOIN response_facts AS facts USING (response_id)
        WHERE ($1::text IS NULL OR cases.owner = $1) AND ($2::text IS NULL OR cases.state = $2)
          AND ($3::text IS NULL OR cases.account_id = $3) AND ($4::text IS NULL OR cases.response_id = $4)
          AND ($5::uuid IS NULL OR cases.case_id < $5)
        ORDER BY cases.case_id DESC LIMIT $6`,
      [filter.owner, filter.state, filter.accountId, filter.responseId, filter.cursor, filter.limit],
    );
  }

  async one(caseId: string): Promise<CaseWithWords | undefined> {
    const [row] = await this.dataSource.query<CaseWithWords[]>(
      `SELECT ${COLUMNS}, contacts.name AS "contactName", accounts.name AS "accountName", facts.comment, cases.history,
              CASE WHEN facts.insight_revision > 0 THEN jsonb_build_object(
                'revision', facts.insight_revision, 'language', facts.language,
                'sentiment', facts.sentiment, 'themes', facts.themes) END AS insight
         FROM cases
         JOIN response_facts AS facts USING (response_id)
         LEFT JOIN contacts ON contacts.contact_id = cases.contact_id
         LEFT JOIN accounts ON accounts.account_id = cases.account_id
        WHERE cases.case_id = $1`,
      [caseId],
    );
    return row;
  }

  async origin(caseId: string): Promise<CaseOrigin | undefined> {
    const [row] = await this.dataSource.query<CaseOrigin[]>(
      `SELECT case_id AS "caseId", event_id AS "eventId", opened_at AS "openedAt",
              correlation_id AS "correlationId", lineage
         FROM cases WHERE case_id = $1`,
      [caseId],
    );
    return row;
  }
}
