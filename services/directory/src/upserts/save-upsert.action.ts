import { Injectable } from '@nestjs/common';
import { Clock, newId, Transactions } from '#messaging';
import { Gone, InvalidRequest, NotFound } from '#service-kit';
import { type Change, type FoldUpserts, type Kind, lockStates } from './fold-upserts.action.js';
import type { Patch, Versioned } from './upsert.rules.js';

/** Saves what a caller of REST upserts, by the same rules as events from Kafka. */
@Injectable()
export class SaveUpsert {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates what is not known yet and changes what is; the same upsert again changes nothing.
   * @param options.mustExist for a change of what has to be known
   * @returns the state after it; the survivor's where the id was merged away
   * @throws InvalidRequest naming the field and the reason
   * @throws NotFound where it must exist and does not
   * @throws Gone where it was erased
   */
  run<State extends Versioned, Upsert extends Patch>(
    kind: Kind<State, Upsert>,
    fold: FoldUpserts<State, Upsert>,
    upsert: Upsert,
    options: { mustExist: boolean },
  ): Promise<State> {
    const id = kind.idOf(upsert);
    return this.transactions.run(async (transaction) => {
      if (options.mustExist) {
        const { known } = await lockStates(kind, [id], transaction);
        if (!known.has(id)) throw new NotFound(`there is no ${kind.subject} ${id}`);
      }
      const change: Change<Upsert> = { correlationId: newId(), data: upsert };
      const saved = await fold([change], transaction, {
        now: this.clock.now(),
        origin: 'api',
        undeclared: 'refused',
        refuse: (_, problem) => {
          if (problem.isGone) throw new Gone(`the ${kind.subject} ${id} ${problem.reason}`);
          const reason = problem.reason.replace(`${problem.field} `, '');
          throw new InvalidRequest(problem.reason, [{ field: problem.field, reason }]);
        },
      });
      return saved.get(id)!;
    });
  }
}
