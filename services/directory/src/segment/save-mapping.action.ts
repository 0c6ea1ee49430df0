import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import { Conflict } from '#service-kit';
import { NEWEST_MAPPING, newestOf, type SavedMapping } from './active-mapping.query.js';
import { checkedMapping, readDeclarations } from './checked-mapping.action.js';

/** Saves what becomes of a customer data platform's messages; what came before is not mapped again. */
@Injectable()
export class SaveMapping {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Saves a mapping as the next version; the same again is no new version.
   * @param given.replaces the version that the caller saw last; any when absent
   * @throws InvalidRequest naming every place that is wrong
   * @throws Conflict where another version holds meanwhile
   */
  run({ mapping, replaces }: { mapping: object; replaces?: number }): Promise<SavedMapping> {
    return this.transactions.run(async (transaction) => {
      // One after the other, so that no version is given twice.
      await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('directory.segment-mapping'))`);
      const [declarations, saved] = await Promise.all([
        readDeclarations(transaction),
        transaction.query<SavedMapping>(NEWEST_MAPPING),
      ]);
      const newest = newestOf(saved);
      if (replaces !== undefined && replaces !== newest.version)
        throw new Conflict(`version ${newest.version} of the mapping holds now, not ${replaces}: read it first`);
      const whole = JSON.stringify(checkedMapping(mapping, declarations));
      const [next] = await transaction.query<SavedMapping>(
        `INSERT INTO segment_mappings (version, mapping, saved_at)
         SELECT $1::int + 1, $2::jsonb, $3::timestamptz
          WHERE NOT EXISTS (SELECT 1 FROM segment_mappings WHERE version = $1 AND mapping = $2::jsonb)
         RETURNING version, mapping, saved_at AS "savedAt"`,
        [newest.version, whole, this.clock.now().toISOString()],
      );
      return next ?? newest;
    });
  }
}
