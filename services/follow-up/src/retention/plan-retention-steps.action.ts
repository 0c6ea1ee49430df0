import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, causeColumns, newId, publish, rowSet, type Transaction } from '#messaging';
import { type Answer, accountKey } from '../responses/answer.rules.js';
import { retentionDueAt } from './retention-step.rules.js';

const STEPS = rowSet<Answer & { stepId: string }>({
  step_id: ['uuid', (it) => it.stepId],
  response_id: ['text', (it) => it.responseId],
  contact_id: ['text', (it) => it.contactId],
  account_id: ['text', (it) => it.accountId],
  owner: ['text', (it) => it.owner],
  score: ['int', (it) => it.score],
  ...causeColumns((it) => it.origin),
});

const INSERT_STEPS = `
  INSERT INTO retention_steps (${STEPS.names}, planned_at, due_at)
  SELECT *, $${STEPS.next}::timestamptz, $${STEPS.next + 1}::timestamptz FROM unnest(${STEPS.arrays})
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
    const rows = await transaction.query<{ stepId: string }>(INSERT_STEPS, [...STEPS.values(drafts), now, dueAt]);
    const planned = new Set(rows.map(({ stepId }) => stepId));
    for (const draft of drafts.filter(({ stepId }) => planned.has(stepId))) {
      const { stepId, responseId, contactId, owner, score, origin } = draft;
      const times = { dueAt: dueAt.toISOString(), plannedAt: now.toISOString() };
      const data = { stepId, responseId, accountId: accountKey(draft), contactId, owner, score, ...times };
      publish(transaction, contracts.retentionStepPlanned, data, origin, { time: now });
    }
  }
}
