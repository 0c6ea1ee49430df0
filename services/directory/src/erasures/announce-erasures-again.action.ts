import { Injectable } from '@nestjs/common';
import { CONTACTS_COMPACTED_AFTER_MS, contracts } from '#contracts';
import { Clock, newId, publish, Transactions } from '#messaging';

const AT_ONCE = 100;
/** So much longer, that the record is certainly later than what closes the segment. */
const MARGIN_MS = 10 * 60_000;

interface Erased {
  readonly erasureId: string;
  readonly contactId: string;
  readonly erasedAt: Date;
}

/**
 * Announces erasures once more when compaction may take what was before them: where nobody else writes to a partition, the
 * snapshots would lie in its open segment for ever. Who has handled the erasure has nothing left to do.
 */
@Injectable()
export class AnnounceErasuresAgain {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @returns whether there may be more */
  run(): Promise<boolean> {
    const now = this.clock.now();
    const before = new Date(now.getTime() - CONTACTS_COMPACTED_AFTER_MS - MARGIN_MS);
    return this.transactions.run(async (transaction) => {
      const erased = await transaction.query<Erased>(
        `WITH due AS (
           SELECT erasure_id FROM erasures WHERE announced_again_at IS NULL AND erased_at < $1
            ORDER BY erased_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
         ), noted AS (
           UPDATE erasures SET announced_again_at = $2 FROM due WHERE erasures.erasure_id = due.erasure_id
           RETURNING erasures.erasure_id, erased_at
         )
         SELECT erasure_id AS "erasureId", contacts.contact_id AS "contactId", erased_at AS "erasedAt"
           FROM noted JOIN contacts USING (erasure_id)`,
        [before.toISOString(), now.toISOString()],
      );
      for (const { erasureId, contactId, erasedAt } of erased) {
        const data = { contactId, erasureId, erasedAt: erasedAt.toISOString() };
        publish(transaction, contracts.contactErased, data, { correlationId: newId() }, { time: now });
      }
      return erased.length >= AT_ONCE;
    });
  }
}
