import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FollowUpAnswer } from '#survey-documents';
import { type Bounds, boundsOf } from './response-page.rules.js';

/** A response as a numbered page shows it. */
export interface PagedResponse {
  readonly responseId: string;
  readonly revision: number;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly invitationId: string | null;
  readonly touchpoint: string;
  readonly metric: string;
  readonly score: number;
  readonly comment: string | null;
  readonly answers: readonly FollowUpAnswer[] | null;
  readonly source: string | null;
  readonly externalId: string | null;
  readonly answeredAt: Date;
  readonly revisedAt: Date;
}

/** Which page, of which responses, in which order. */
export interface ResponsePageWanted extends Bounds {
  readonly contactId?: string;
  readonly touchpoint?: string;
  readonly order: 'answered' | 'revised';
  readonly newestFirst: boolean;
  readonly offset: number;
  readonly limit: number;
}

const COLUMNS = `response_id AS "responseId", revision, contact_id AS "contactId", account_id AS "accountId",
  invitation_id AS "invitationId", touchpoint, metric, score, comment, answers, source, external_id AS "externalId",
  answered_at AS "answeredAt", revised_at AS "revisedAt"`;
const COUNTS = `state IN ('provisional', 'confirmed')`;
// The few that do not count are taken out by their ids, so that those before the page are walked in the index alone.
const COUNTS_BY_ID = `response_id NOT IN (SELECT response_id FROM responses WHERE state IN ('set_aside', 'excluded'))`;
const KEYS = { answered: ['response_id'], revised: ['revised_at', 'response_id'] } as const;

/** Reads responses by the number of their page; the responses that do not count are on none. */
@Injectable()
export class ResponsePages {
  constructor(private readonly dataSource: DataSource) {}

  /** Responses in the order in which they came in, or were last changed. */
  page(wanted: ResponsePageWanted): Promise<PagedResponse[]> {
    const conditions = [
      ...boundsOf(wanted),
      ...(wanted.contactId === undefined ? [] : [{ sql: 'contact_id = ?', parameter: wanted.contactId }]),
      ...(wanted.touchpoint === undefined ? [] : [{ sql: 'touchpoint = ?', parameter: wanted.touchpoint }]),
    ];
    const where = conditions.map(({ sql }, index) => ` AND ${sql.replace('?', `$${index + 1}`)}`).join('');
    const keys = KEYS[wanted.order];
    const direction = wanted.newestFirst ? 'DESC' : 'ASC';
    const order = (table: string) => keys.map((key) => `${table}.${key} ${direction}`).join(', ');
    return this.dataSource.query<PagedResponse[]>(
      `SELECT ${COLUMNS} FROM responses JOIN (
         SELECT counted.response_id AS page_id FROM responses AS counted WHERE ${COUNTS_BY_ID}${where}
         ORDER BY ${order('counted')} OFFSET ${Number(wanted.offset)} LIMIT ${Number(wanted.limit)}
       ) AS page ON page.page_id = response_id ORDER BY ${order('responses')}`,
      conditions.map(({ parameter }) => parameter),
    );
  }

  /** One response that counts, by its id, or by its id in the system that it came from. */
  async one(id: string, source?: string): Promise<PagedResponse | undefined> {
    const isOwn = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
    const [row] = await this.dataSource.query<PagedResponse[]>(
      `SELECT ${COLUMNS} FROM responses WHERE ${COUNTS} AND ${isOwn ? 'response_id = $1' : 'external_id = $1 AND source = $2'}`,
      isOwn ? [id] : [id, source ?? null],
    );
    return row;
  }

  /** When contacts last answered; who never did is left out. */
  lastAnswers(contactIds: readonly string[]): Promise<{ contactId: string; answeredAt: Date }[]> {
    return this.dataSource.query(
      `SELECT contact_id AS "contactId", max(answered_at) AS "answeredAt" FROM responses
       WHERE contact_id = ANY ($1::text[]) AND ${COUNTS} GROUP BY contact_id`,
      [[...contactIds]],
    );
  }
}
