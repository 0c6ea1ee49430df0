import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, newId, publish, type Transaction } from '#messaging';
import { FollowUpConfig } from '../config.js';
import { type Answer, accountKey } from '../responses/answer.rules.js';
import { advocacyKind } from './advocacy-request.rules.js';

const INSERT_REQUESTS = `
  INSERT INTO advocacy_requests (request_id, response_id, contact_id, account_id, owner, kind, score,
                                 correlation_id, cause_event_id, lineage, requested_at)
  SELECT *, $11::timestamptz
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[],
                $8::text[], $9::text[], $10::text[])
  ON CONFLICT (response_id) DO NOTHING
  RETURNING request_id AS "requestId"`;

/** Asks promoters to speak up; an answer that led to a request already leads to no other. */
@Injectable()
export class RequestAdvocacy {
  constructor(
    private readonly clock: Clock,
    private readonly config: FollowUpConfig,
  ) {}

  async run(transaction: Transaction, answers: readonly Answer[]): Promise<void> {
    const now = this.clock.now();
    const drafts = answers.map((answer) => ({
      ...answer,
      requestId: newId(now.getTime()),
      kind: advocacyKind(answer, this.config.highArr, now),
    }));
    const rows = await transaction.query<{ requestId: string }>(INSERT_REQUESTS, [
      drafts.map(({ requestId }) => requestId),
      drafts.map(({ responseId }) => responseId),
      drafts.map(({ contactId }) => contactId),
      drafts.map(({ accountId }) => accountId),
      drafts.map(({ owner }) => owner),
      drafts.map(({ kind }) => kind),
      drafts.map(({ score }) => score),
      drafts.map(({ origin }) => origin.correlationId),
      drafts.map(({ origin }) => origin.id),
      drafts.map(({ origin }) => origin.lineage),
      now,
    ]);
    const requested = new Set(rows.map(({ requestId }) => requestId));
    for (const draft of drafts.filter(({ requestId }) => requested.has(requestId))) {
      const { requestId, responseId, contactId, kind, owner, score, origin } = draft;
      const accountId = accountKey(draft);
      const data = { requestId, responseId, accountId, contactId, kind, owner, score, requestedAt: now.toISOString() };
      publish(transaction, contracts.advocacyRequested, data, origin, { time: now });
    }
  }
}
