import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, newId, publish, type Transaction, Transactions } from '#messaging';
import { type AccountState, toAccountSnapshot, toMergedAccountSnapshot } from '../accounts/account.rules.js';
import { accountKind } from '../accounts/fold-accounts.action.js';
import { type ContactState, toContactSnapshot } from '../contacts/contact.rules.js';
import { contactKind, PLACING_CONTACTS } from '../contacts/fold-contacts.action.js';
import { lockStates, writerOf } from '../upserts/fold-upserts.action.js';
import { fillGaps } from './merge.rules.js';
import { mergePair, type Pair } from './merge-pair.action.js';

/** Merges an account that is there twice, moves its contacts, and tells every service which id goes on. */
@Injectable()
export class MergeAccounts {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @returns the survivor; merging the same two again changes nothing */
  run(pair: Pair): Promise<AccountState> {
    const now = this.clock.now();
    return this.transactions.run(async (transaction) => {
      await transaction.query(`SELECT pg_advisory_xact_lock(${PLACING_CONTACTS})`);
      const { survivor, gone } = await mergePair(accountKind, pair, transaction, now, fillGaps);
      if (!gone) return survivor;
      const cause = { correlationId: newId() };
      const { survivorId } = pair;
      publish(transaction, contracts.accountSnapshot, toAccountSnapshot(survivor), cause);
      publish(transaction, contracts.accountSnapshot, toMergedAccountSnapshot(gone.state, survivorId), cause);
      for (const accountId of gone.ids)
        publish(transaction, contracts.accountMerged, { accountId, survivorId, mergedAt: now.toISOString() }, cause);
      for (const contact of await this.moveContacts(transaction, pair, now))
        publish(transaction, contracts.contactSnapshot, toContactSnapshot(contact), cause);
      return survivor;
    });
  }

  private async moveContacts(transaction: Transaction, pair: Pair, now: Date): Promise<ContactState[]> {
    const ids = await transaction.query<{ id: string }>('SELECT contact_id AS id FROM contacts WHERE account_id = $1', [
      pair.duplicateId,
    ]);
    const { known } = await lockStates(
      contactKind,
      ids.map(({ id }) => id),
      transaction,
    );
    const moved = [...known.values()]
      // One that was merged away meanwhile belongs to no account any more.
      .filter(({ accountId }) => accountId === pair.duplicateId)
      .map((contact) => ({
        ...contact,
        accountId: pair.survivorId,
        version: contact.version + 1,
        updatedAt: now,
      }));
    if (moved.length > 0) await writerOf(contactKind)(transaction, moved);
    return moved;
  }
}
