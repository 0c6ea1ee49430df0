import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Place } from './page-cursor.rules.js';
import type { ResponseRow, RevisionRow } from './read-response.rules.js';
import {
  type Condition,
  conditionsOf,
  type ResponseFilter,
  type Sort,
  sortOf,
  whereOf,
} from './response-filter.rules.js';

const REVISION_COLUMNS = `revision, score, comment, answers, channel, state, state_reason AS "stateReason", change,
  changed_by AS "changedBy", revised_at AS "revisedAt"`;

const COLUMNS = `response_id AS "responseId", contact_id AS "contactId", account_id AS "accountId",
  invitation_id AS "invitationId", program_id AS "programId", touchpoint, metric, source, external_id AS "externalId",
  historic, anonymous, seconds_to_answer AS "secondsToAnswer", user_agent_family AS "userAgentFamily",
  answered_at AS "answeredAt", ${REVISION_COLUMNS}`;

/** A response of a page, and what the list is sorted by where that is not the id. */
export type ListedRow = ResponseRow & { readonly sortedAt: string | null };

/** The statement that reads all responses of a filter in its order. */
export function everyResponse(filter: ResponseFilter): { sql: string; parameters: readonly unknown[] } {
  const { sql, parameters } = whereOf(conditionsOf(filter));
  return { sql: `SELECT ${COLUMNS} FROM responses WHERE ${sql} ${orderOf(filter)}`, parameters };
}

/** The columns that lists are ordered by, before the id; ids grow with time by themselves. */
const SORTED_BY: Readonly<Record<Sort, string | undefined>> = {
  created: undefined,
  updated: 'revised_at',
  answered: 'answered_at',
};

function orderOf(filter: ResponseFilter): string {
  const direction = filter.order === 'newest' ? 'DESC' : 'ASC';
  const columns = [SORTED_BY[sortOf(filter)] ?? [], 'response_id'].flat();
  return `ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')}`;
}

/** What comes behind a place, in the order of the list. */
function behind(filter: ResponseFilter, { responseId, at }: Place): Condition {
  const beyond = filter.order === 'newest' ? '<' : '>';
  const column = SORTED_BY[sortOf(filter)];
  if (column === undefined) return { sql: `response_id ${beyond} ?`, parameters: [responseId] };
  return { sql: `(${column}, response_id) ${beyond} (?::timestamptz, ?::uuid)`, parameters: [at, responseId] };
}

/** Reads responses. */
@Injectable()
export class Responses {
  constructor(private readonly dataSource: DataSource) {}

  /** A response as it is now, or nothing. */
  async one(responseId: string): Promise<ResponseRow | undefined> {
    const [row] = await this.dataSource.query<ResponseRow[]>(
      `SELECT ${COLUMNS} FROM responses WHERE response_id = $1`,
      [responseId],
    );
    return row;
  }

  /** All revisions of a response, the first one first; none where there is no such response. */
  history(responseId: string): Promise<RevisionRow[]> {
    return this.dataSource.query<RevisionRow[]>(
      `SELECT ${REVISION_COLUMNS} FROM former_revisions WHERE response_id = $1
       UNION ALL SELECT ${REVISION_COLUMNS} FROM responses WHERE response_id = $1 ORDER BY revision`,
      [responseId],
    );
  }

  /** The first responses of a filter behind a place, in its order. */
  list(filter: ResponseFilter, { after, limit }: { after?: Place; limit: number }): Promise<ListedRow[]> {
    const conditions = [...conditionsOf(filter), ...(after ? [behind(filter, after)] : [])];
    const { sql, parameters } = whereOf(conditions);
    // A Date holds milliseconds, and a place is exact.
    const column = SORTED_BY[sortOf(filter)];
    const sortedAt = column ? `(${column} AT TIME ZONE 'UTC')::text || '+00'` : 'NULL';
    return this.dataSource.query<ListedRow[]>(
      `SELECT ${COLUMNS}, ${sortedAt} AS "sortedAt" FROM responses WHERE ${sql} ${orderOf(filter)}
       LIMIT ${Number(limit)}`,
      [...parameters],
    );
  }
}
