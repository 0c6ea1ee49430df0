import { Injectable } from '@nestjs/common';
import { context, propagation } from '@opentelemetry/api';
import { contracts } from '#contracts';
import { Clock, newId, publish, sqlStateOf, type Transaction, Transactions } from '#messaging';
import { Conflict, Gone, InvalidRequest, KeyReused, NotFound, Unavailable } from '#service-kit';
import type { Questionnaire } from '#survey-documents';
import { ResponseIntakeConfig } from '../config.js';
import { TOO_LATE } from '../invitations/invitation.rules.js';
import { KnownSurveys } from '../surveys/known-surveys.query.js';
import { type GroupPlan, type Outcome, planGroup, type Submission } from './group.rules.js';
import { GroupCommit } from './group-commit.action.js';
import type { Circumstances, Refused, ResponseState } from './response.rules.js';
import { readKnown, writePlan } from './response-group.query.js';

const LIMITS = { groupSize: 200, atOnce: 1, waiting: 10_000 };
/** How often a group is tried when another instance was faster with one of its keys. */
const RACES = 5;

/** Records answers: durable, with their events in the outbox, before it returns. */
@Injectable()
export class RecordResponse {
  private readonly group = new GroupCommit<Submission, Outcome>((group) => this.write(group), LIMITS);

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
    private readonly surveys: KnownSurveys,
  ) {}

  /**
   * Records an answer, revises the response that its invitation has, or changes nothing.
   * @throws NotFound, Gone, Conflict, InvalidRequest or KeyReused when the answer is refused
   */
  async record(submission: Omit<Submission, 'traceparent'>): Promise<Exclude<Outcome, Refused>> {
    const outcome = await this.group.submit({ ...submission, traceparent: traceparentOfRequest() });
    if (outcome.kind === 'refused') throw errorOf(outcome);
    return outcome;
  }

  private async write(group: readonly Submission[]): Promise<Outcome[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.transactions.run((transaction) => this.writeOnce(transaction, group));
      } catch (error) {
        if (attempt === RACES || !lostRace(error)) throw error;
      }
    }
  }

  private async writeOnce(transaction: Transaction, group: readonly Submission[]): Promise<Outcome[]> {
    const circumstances = this.circumstances();
    const plan = planGroup(group, await readKnown(transaction, group, this.surveys), circumstances);
    writePlan(transaction, plan, circumstances.now);
    for (const revision of plan.revisions) announce(transaction, revision);
    return plan.outcomes;
  }

  private circumstances(): Circumstances {
    const now = this.clock.now();
    return { now, editWindowMs: this.config.editWindowMs, newId: () => newId(now.getTime()) };
  }
}

/** W3C trace context of this request: its event continues its trace, though it is written with those of others. */
function traceparentOfRequest(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** An answer without an invitation begins a chain of its own. */
function announce(
  transaction: Transaction,
  { state, invitation, survey, traceparent }: GroupPlan['revisions'][number],
): void {
  const cause = invitation
    ? { correlationId: invitation.correlationId, id: invitation.causeEventId, lineage: invitation.lineage, traceparent }
    : { correlationId: newId(), traceparent };
  publish(transaction, contracts.responseRecorded, toEvent(state, survey), cause, { time: state.revisedAt });
}

function toEvent(state: ResponseState, survey: Questionnaire | undefined) {
  return {
    responseId: state.responseId,
    revision: state.revision,
    contactId: state.contactId,
    accountId: state.accountId ?? undefined,
    invitationId: state.invitationId ?? undefined,
    programId: state.programId ?? undefined,
    touchpoint: state.touchpoint,
    score: state.score,
    comment: state.comment ?? undefined,
    channel: state.channel,
    answeredAt: state.answeredAt.toISOString(),
    revisedAt: state.revisedAt.toISOString(),
    ...(state.answers?.length && {
      answers: { items: state.answers.map((it) => ({ ...it, choices: [...(it.choices ?? [])] })) },
    }),
    ...(survey && survey.metric !== 'nps' && { metric: survey.metric }),
  };
}

/** Postgres: unique violation, serialization failure, deadlock. Read again, the group meets what the other one wrote. */
function lostRace(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === '23505' || state === '40001' || state === '40P01';
}

function errorOf({ because, problems = [] }: Refused): Error {
  switch (because) {
    case 'unknown invitation':
      return new NotFound('there is no such invitation');
    case 'expired':
      return new Gone(TOO_LATE.expired);
    case 'taken back':
      return new Gone(TOO_LATE.takenBack);
    case 'erased':
      return new Gone(TOO_LATE.erased);
    case 'edit window over':
      return new Conflict('the invitation is answered, and its response can no longer be changed');
    case 'survey missing':
      return new Unavailable('the survey of the invitation has not arrived yet');
    case 'wrong answers':
      return new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
    case 'score missing':
      return invalid('score', 'is missing');
    case 'impossible moment':
      return invalid('answeredAt', 'must be a moment from 1970 on, and not in the future');
    case 'key reused':
      return new KeyReused('this Idempotency-Key was used with another body');
  }
}

function invalid(field: string, reason: string): InvalidRequest {
  return new InvalidRequest(`${field} ${reason}`, [{ field, reason }]);
}
