import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, newId, publish, type Transaction } from '#messaging';
import { type Answer, accountKey } from '../responses/answer.rules.js';
import { retentionDueAt } from './retention-step.rules.js';

const INSERT_STEPS = `
  INSERT INTO retention_steps (step_id, response_id, contact_id, account_id, owner, score,
                               correlation_id, cause_event_id, lineage, planned_at, due_at)
  SELECT *, $10::timestamptz, $11::timestamptz
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::text[])
  ON CONFLICT (response_id) DO NOTHING
  RETURNING step_id AS "stepId"`;

/** Plans what keeps the accounts of passives; an answer that has a step already gets no other. */
@Injectable()
export class PlanRetentionSteps {
  constructor(private readonly clock: Clock) {}

  async run(transaction: Transaction, answers: readonly Answer[]): Promise<void> {
    const now = this.clock.now();
    const dueAt = retentionDueAt(now);
    const drafts = answers.map((answer) => ({ ...answer, stepId: newId(now.getTime()) }));
    const rows = await transaction.query<{ stepId: string }>(INSERT_STEPS, [
      drafts.map(({ stepId }) => stepId),
      drafts.map(({ responseId }) => responseId),
      drafts.map(({ contactId }) => contactId),
      drafts.map(({ accountId }) => accountId),
      drafts.map(({ owner }) => owner),
      drafts.map(({ score }) => score),
      drafts.map(({ origin }) => origin.correlationId),
      drafts.map(({ origin }) => origin.id),
      drafts.map(({ origin }) => origin.lineage),
      now,
      dueAt,
    ]);
    const planned = new Set(rows.map(({ stepId }) => stepId));
    for (const draft of drafts.filter(({ stepId }) => planned.has(stepId))) {
      const { stepId, responseId, contactId, owner, score, origin } = draft;
      const times = { dueAt: dueAt.toISOString(), plannedAt: now.toISOString() };
      const data = { stepId, responseId, accountId: accountKey(draft), contactId, owner, score, ...times };
      publish(transaction, contracts.retentionStepPlanned, data, origin, { time: now });
    }
  }
}
