import { Injectable } from '@nestjs/common';
import { Clock, type Transaction, Transactions } from '#messaging';
import { Conflict, NotFound } from '#service-kit';
import { readInvitations } from '../invitations/invitation.query.js';
import { announceResponse } from '../responses/announce-response.action.js';
import { keepFormer, updateResponses } from '../responses/keep-responses.query.js';
import { lockById } from '../responses/lock-responses.query.js';
import type { ResponseState } from '../responses/response.rules.js';
import { readFormerStanding } from './former-standing.query.js';
import { doesCount } from './trust.rules.js';
import { standingByVerdict, type Verdict } from './verdict.rules.js';

/** Who decides, and why. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The API key of whoever decides. */
  readonly by: string;
  /** For an exclusion. */
  readonly reason?: string;
}

/** Takes a response out of the numbers, or lets it count, because a person says so. */
@Injectable()
export class JudgeResponse {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the revision that a verdict comes to; everybody is told, unless no number moves.
   * @throws NotFound where there is no such response, Conflict where the verdict makes no sense
   */
  run(responseId: string, judgement: Judgement): Promise<ResponseState> {
    return this.transactions.run(async (transaction) => {
      const [former] = await lockById(transaction, [responseId]);
      if (!former) throw new NotFound(`there is no response ${responseId}`);
      const { verdict, by, reason } = judgement;
      const before = former.state === 'excluded' ? await readFormerStanding(transaction, responseId) : undefined;
      const outcome = standingByVerdict(verdict, former, before, reason);
      if ('conflict' in outcome) throw new Conflict(outcome.conflict);
      const revisedAt = this.clock.now();
      const { standing, change } = outcome;
      const made = { ...former, ...standing, revision: former.revision + 1, change, changedBy: by, revisedAt };
      await this.keep(transaction, made, former);
      return made;
    });
  }

  private async keep(transaction: Transaction, made: ResponseState, former: ResponseState): Promise<void> {
    transaction.sendWithCommit(updateResponses(transaction, [made]));
    transaction.sendWithCommit(keepFormer(transaction, [former]));
    if (!doesCount(made) && !doesCount(former)) return;
    const asked = made.invitationId === null ? [] : [made.invitationId];
    const [invitation] = asked.length === 0 ? [] : await readInvitations(transaction.query.bind(transaction), asked);
    announceResponse(transaction, made, invitation);
  }
}
