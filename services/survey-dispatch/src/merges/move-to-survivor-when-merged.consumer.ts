import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import type { ConsumeTransaction, EventConsumer, IncomingEvent, MergedId } from '#messaging';
import { mergeAccounts } from './merge-accounts.action.js';
import { MergeContacts } from './merge-contacts.action.js';

type ContactMerged = DataOf<typeof contracts.contactMerged>;
type AccountMerged = DataOf<typeof contracts.accountMerged>;

/** Has what is kept under the ids of merged contacts and accounts be the survivors'. */
@Injectable()
export class MoveToSurvivorWhenMerged implements EventConsumer<ContactMerged | AccountMerged> {
  readonly name = 'move-to-survivor-when-merged';
  readonly contracts = [contracts.contactMerged, contracts.accountMerged];

  constructor(private readonly contacts: MergeContacts) {}

  async handle(
    events: readonly IncomingEvent<ContactMerged | AccountMerged>[],
    transaction: ConsumeTransaction<ContactMerged | AccountMerged>,
  ): Promise<void> {
    const contacts: MergedId[] = [];
    const accounts: MergedId[] = [];
    for (const { data } of events) {
      if ('contactId' in data) contacts.push({ id: data.contactId, survivorId: data.survivorId });
      else accounts.push({ id: data.accountId, survivorId: data.survivorId });
    }
    if (accounts.length > 0) await mergeAccounts(transaction, accounts);
    if (contacts.length > 0)
      await this.contacts.merge(transaction, contacts, new Map(events.map((it) => [it.key, it])));
  }
}
