import { setTimeout as sleep } from 'node:timers/promises';
import { isTemporary, type Transaction, type Transactions } from '#messaging';

const TRIES = 6;
const AGAIN_MS = 200;

/** Keeps what became of a mail: a database that is away for a moment must not make one that was sent unknown. */
export async function keepOutcome(
  transactions: Transactions,
  work: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await transactions.run(work);
    } catch (error) {
      if (tries === TRIES || !isTemporary(error)) throw error;
      await sleep(AGAIN_MS * 2 ** tries);
    }
  }
}
