import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ResponseState } from './response.rules.js';

/** The columns of `responses` under the names of ResponseState. */
export const RESPONSE_COLUMNS = `response_id AS "responseId", revision, contact_id AS "contactId",
  account_id AS "accountId", invitation_id AS "invitationId", program_id AS "programId", touchpoint, score, comment,
  answers, channel, answered_at AS "answeredAt", revised_at AS "revisedAt"`;

/** One revision of a response: what it said, and when and how it was given. */
export type Revision = Pick<ResponseState, 'revision' | 'score' | 'comment' | 'answers' | 'channel' | 'revisedAt'>;

/** Which responses to list, and from where. */
export interface ResponseFilter {
  readonly contactId?: string;
  readonly invitationId?: string;
  readonly touchpoint?: string;
  /** Id of the last response of the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

/** Reads responses. */
@Injectable()
export class Responses {
  constructor(private readonly dataSource: DataSource) {}

  /** A response as it is now, or nothing. */
  async one(responseId: string): Promise<ResponseState | undefined> {
    const [row] = await this.dataSource.query<ResponseState[]>(
      `SELECT ${RESPONSE_COLUMNS} FROM responses WHERE response_id = $1`,
      [responseId],
    );
    return row;
  }

  /** All revisions of a response, the first one first; none where there is no such response. */
  history(responseId: string): Promise<Revision[]> {
    return this.dataSource.query<Revision[]>(
      `SELECT revision, score, comment, answers, channel, revised_at AS "revisedAt" FROM former_revisions WHERE response_id = $1
       UNION ALL
       SELECT revision, score, comment, answers, channel, revised_at FROM responses WHERE response_id = $1
       ORDER BY revision`,
      [responseId],
    );
  }

  /** Responses in the order in which they came in, newest first: their ids grow with time. */
  list({ contactId, invitationId, touchpoint, cursor, limit }: ResponseFilter): Promise<ResponseState[]> {
    return this.dataSource.query<ResponseState[]>(
      `SELECT ${RESPONSE_COLUMNS} FROM responses
       WHERE ($1::text IS NULL OR contact_id = $1) AND ($2::text IS NULL OR invitation_id = $2)
         AND ($3::text IS NULL OR touchpoint = $3) AND ($4::uuid IS NULL OR response_id < $4)
       ORDER BY response_id DESC LIMIT $5`,
      [contactId ?? null, invitationId ?? null, touchpoint ?? null, cursor ?? null, limit],
    );
  }
}
