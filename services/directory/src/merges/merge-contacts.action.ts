import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, newId, publish, type Transaction, Transactions } from '#messaging';
import { Gone } from '#service-kit';
import { type ContactState, toContactSnapshot, toMergedContactSnapshot } from '../contacts/contact.rules.js';
import { contactKind } from '../contacts/fold-contacts.action.js';
import { erasedAmong } from '../erasures/erased-contacts.query.js';
import { erasedReason } from '../erasures/erasure.rules.js';
import { mergeContacts } from './merge.rules.js';
import { mergePair, type Pair } from './merge-pair.action.js';

/** The personal data of a contact that was merged away is the survivor's now. */
const BLANK = `
  UPDATE contacts SET email = NULL, phone = NULL, name = NULL, account_id = NULL, role = NULL, locale = NULL,
         time_zone = NULL, email_consent = false, sms_consent = false, in_app_consent = false, consent_changes = '{}', attributes = '{}'
   WHERE contact_id = $1`;

/** Merges a contact that is there twice, and tells every service which id goes on. */
@Injectable()
export class MergeContacts {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the survivor; merging the same two again changes nothing
   * @throws Gone where one of them was erased
   */
  run(pair: Pair): Promise<ContactState> {
    const now = this.clock.now();
    return this.transactions.run(async (transaction) => {
      await refuseErased(transaction, pair);
      const { survivor, gone } = await mergePair(contactKind, pair, transaction, now, mergeContacts);
      if (!gone) return survivor;
      transaction.sendWithCommit(transaction.query(BLANK, [pair.duplicateId]));
      const cause = { correlationId: newId() };
      const { survivorId } = pair;
      publish(transaction, contracts.contactSnapshot, toContactSnapshot(survivor), cause);
      publish(transaction, contracts.contactSnapshot, toMergedContactSnapshot(gone.state, survivorId), cause);
      for (const contactId of gone.ids)
        publish(transaction, contracts.contactMerged, { contactId, survivorId, mergedAt: now.toISOString() }, cause);
      return survivor;
    });
  }
}

async function refuseErased(transaction: Transaction, { survivorId, duplicateId }: Pair): Promise<void> {
  const erased = await erasedAmong(transaction, [survivorId, duplicateId]);
  for (const [id, erasure] of erased) throw new Gone(`the contact ${id} ${erasedReason(erasure)}`);
}
