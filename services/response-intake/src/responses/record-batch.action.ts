import { Injectable } from '@nestjs/common';
import { Clock, type Transaction } from '#messaging';
import { KeyReused, type ProblemDto, toProblem } from '#service-kit';
import type { SentAnswer } from './answer.rules.js';
import type { Outcome, Receipt, Submission } from './group.rules.js';
import { readRemembered, remember } from './idempotency-keys.query.js';
import { nameSender } from './record-response.action.js';
import { errorOf } from './refusal.action.js';
import { WriteAnswers } from './write-answers.action.js';

const PATH = '/v1/responses/batch';
const KIND = 'batch';

/** What became of one item of a batch. */
export type ItemResult =
  | ({ readonly status: 'recorded' | 'revised' | 'unchanged' } & Receipt)
  | { readonly status: 'refused'; readonly problem: Pick<ProblemDto, 'status' | 'title' | 'detail' | 'errors'> };

/** An item of a batch: an answer, or why it is none. */
export type BatchItem = { readonly answer: SentAnswer } | { readonly error: Error };

/** Records many answers of one integrator together. */
@Injectable()
export class RecordBatch {
  constructor(
    private readonly writing: WriteAnswers,
    private readonly clock: Clock,
  ) {}

  /**
   * Records the answers in their order and in one transaction; one that is refused keeps none of the others back.
   * @throws KeyReused where the idempotency key came with another batch before
   */
  run(
    items: readonly BatchItem[],
    by: string,
    idempotency: Submission['idempotency'],
  ): Promise<{ results: readonly ItemResult[]; replayed: boolean }> {
    return this.writing.run(async (transaction) => {
      const before = idempotency && (await resultsOf(transaction, idempotency));
      if (before) return { results: before, replayed: true };
      const submissions = items.flatMap((item) =>
        'answer' in item ? { answer: nameSender(item.answer), channel: 'api' as const, by } : [],
      );
      const outcomes = submissions.length === 0 ? [] : await this.writing.write(transaction, submissions);
      const taken = outcomes.values();
      const results = items.map((item) => ('answer' in item ? resultOf(taken.next().value!) : refused(item.error)));
      if (idempotency) {
        const remembered = { ...idempotency, kind: KIND, receipt: results };
        transaction.sendWithCommit(remember(transaction, [remembered], this.clock.now()));
      }
      return { results, replayed: false };
    });
  }
}

async function resultsOf(
  transaction: Transaction,
  key: NonNullable<Submission['idempotency']>,
): Promise<readonly ItemResult[] | undefined> {
  const [before] = await readRemembered<{ bodyHash: string; receipt: ItemResult[] }>(transaction, [key]);
  if (before && before.bodyHash !== key.bodyHash) {
    throw new KeyReused('this Idempotency-Key was used with another body');
  }
  return before?.receipt;
}

function resultOf(outcome: Outcome): ItemResult {
  return outcome.kind === 'refused' ? refused(errorOf(outcome)) : { status: outcome.kind, ...outcome.receipt };
}

function refused(error: Error): ItemResult {
  const { status, title, detail, errors } = toProblem(error, PATH);
  return { status: 'refused', problem: { status, title, detail, ...(errors && { errors }) } };
}
