import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, causeColumns, newId, publish, rowSet, type Transaction } from '#messaging';
import { FollowUpConfig } from '../config.js';
import { type Answer, accountKey } from '../responses/answer.rules.js';
import { advocacyKind } from './advocacy-request.rules.js';

const REQUESTS = rowSet<Answer & { requestId: string; kind: string }>({
  request_id: ['uuid', (it) => it.requestId],
  response_id: ['text', (it) => it.responseId],
  contact_id: ['text', (it) => it.contactId],
  account_id: ['text', (it) => it.accountId],
  owner: ['text', (it) => it.owner],
  kind: ['text', (it) => it.kind],
  score: ['int', (it) => it.score],
  ...causeColumns((it) => it.origin),
});

const INSERT_REQUESTS = `
  INSERT INTO advocacy_requests (${REQUESTS.names}, requested_at)
  SELECT *, $${REQUESTS.next}::timestamptz FROM unnest(${REQUESTS.arrays})
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
    const rows = await transaction.query<{ requestId: string }>(INSERT_REQUESTS, [...REQUESTS.values(drafts), now]);
    const requested = new Set(rows.map(({ requestId }) => requestId));
    for (const draft of drafts.filter(({ requestId }) => requested.has(requestId))) {
      const { requestId, responseId, contactId, kind, owner, score, origin } = draft;
      const accountId = accountKey(draft);
      const data = { requestId, responseId, accountId, contactId, kind, owner, score, requestedAt: now.toISOString() };
      publish(transaction, contracts.advocacyRequested, data, origin, { time: now });
    }
  }
}
