import type { Contract, contracts, DataOf } from '#contracts';
import type { EventConsumer } from '../consuming/consumer.js';
import type { Transaction } from '../transaction.js';
import { type MergedId, type MergedSubject, mergeIds } from './merged-ids.js';

type Merged = DataOf<typeof contracts.contactMerged> | DataOf<typeof contracts.accountMerged>;

/** Where a service keeps ids that may be merged. */
export interface MergedTables {
  /** Such as `move-scores-when-merged`. */
  readonly name: string;
  /** Contacts' and accounts' merges. */
  readonly contracts: readonly Contract<Merged>[];
  /** Tables with a `contact_id`. */
  readonly contact: readonly string[];
  /** Tables with an `account_id`. */
  readonly account: readonly string[];
}

/** A consumer that has the rows of merged contacts and accounts be the survivors'; nothing else of them changes. */
export function moveToSurvivors({ name, contracts, ...tables }: MergedTables): EventConsumer<Merged> {
  return {
    name,
    contracts,
    async handle(events, transaction) {
      const contacts = events.flatMap(({ data }) => ('contactId' in data ? { ...data, id: data.contactId } : []));
      const accounts = events.flatMap(({ data }) => ('accountId' in data ? { ...data, id: data.accountId } : []));
      for (const [subject, told] of [['contact', contacts] as const, ['account', accounts] as const])
        await moveRows(transaction, tables[subject], subject, await mergeIds(transaction, subject, told));
    },
  };
}

async function moveRows(
  transaction: Transaction,
  tables: readonly string[],
  subject: MergedSubject,
  merges: readonly MergedId[],
): Promise<void> {
  if (merges.length === 0) return;
  const column = `${subject}_id`;
  const ids = [merges.map(({ id }) => id), merges.map(({ survivorId }) => survivorId)];
  for (const table of tables) {
    await transaction.query(
      `UPDATE ${table} SET ${column} = merge.survivor_id
         FROM unnest($1::text[], $2::text[]) AS merge (id, survivor_id) WHERE ${column} = merge.id`,
      ids,
    );
  }
}
