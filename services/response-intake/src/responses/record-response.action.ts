import { Injectable } from '@nestjs/common';
import { context, propagation } from '@opentelemetry/api';
import { Clock, contactIdOfEmail } from '#messaging';
import { ResponseIntakeConfig } from '../config.js';
import { readShown } from '../trust/shown.rules.js';
import type { Agent, Signals } from '../trust/trust.rules.js';
import type { Answer, SentAnswer } from './answer.rules.js';
import type { Outcome, Submission } from './group.rules.js';
import { GroupCommit } from './group-commit.action.js';
import { errorOf } from './refusal.action.js';
import type { Refused } from './response.rules.js';
import { WriteAnswers } from './write-answers.action.js';

const LIMITS = { groupSize: 200, atOnce: 1, waiting: 10_000 };

/** An answer as it comes in, with what tells how it was given. */
export interface Sent extends Omit<Submission, 'answer' | 'traceparent'> {
  readonly answer: SentAnswer;
  /** When its page was shown, as the form says; read where no signals are given. */
  readonly shown?: unknown;
  readonly agent?: Agent;
}

/** Records answers: durable, with their events in the outbox, before it returns. */
@Injectable()
export class RecordResponse {
  private readonly group = new GroupCommit<Submission, Outcome>(
    (group) => this.writing.run((transaction) => this.writing.write(transaction, group)),
    LIMITS,
  );

  constructor(
    private readonly writing: WriteAnswers,
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
  ) {}

  /**
   * Records an answer, revises the response that its invitation or its source has, or changes nothing.
   * @throws NotFound, Gone, Conflict, InvalidRequest or KeyReused when the answer is refused
   */
  async record({ shown, agent, signals, ...sent }: Sent): Promise<Exclude<Outcome, Refused>> {
    const outcome = await this.group.submit({
      ...sent,
      answer: nameSender(sent.answer),
      signals: signals ?? this.signalsOf(shown, agent),
      traceparent: traceparentOfRequest(),
    });
    if (outcome.kind === 'refused') throw errorOf(outcome);
    return outcome;
  }

  private signalsOf(shown: unknown, agent: Agent | undefined): Signals | undefined {
    const { linkSecret, linkSecretPrevious } = this.config;
    const shownAt = shown === undefined ? undefined : readShown(shown, [linkSecret, ...linkSecretPrevious]);
    if (!shownAt) return agent && { agent };
    // Clocks of instances differ: a page that is shown after its answer took no time.
    const milliseconds = Math.max(0, this.clock.now().getTime() - shownAt.getTime());
    return { secondsToAnswer: milliseconds / 1_000, agent };
  }
}

/** An answer of somebody who is known by an address alone is from whom that address stands for. */
export function nameSender(answer: SentAnswer): Answer {
  if (answer.invitationId !== undefined) return answer;
  const { contactId, email } = answer;
  return { ...answer, contactId: contactId ?? contactIdOfEmail(email ?? '') };
}

/** W3C trace context of this request: its event continues its trace, though it is written with those of others. */
function traceparentOfRequest(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}
