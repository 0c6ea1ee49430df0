import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { type ConsumeTransaction, type EventConsumer, type IncomingEvent, mergeIds } from '#messaging';
import { moveFeedback } from '../feedback/move-feedback.query.js';
import { moveResponses } from './move-responses.query.js';

type Merged = DataOf<typeof contracts.contactMerged> | DataOf<typeof contracts.accountMerged>;

/** Has the responses and the feedback items of merged contacts and accounts be the survivors'. */
@Injectable()
export class MoveToSurvivorWhenMerged implements EventConsumer<Merged> {
  readonly name = 'move-to-survivor-when-merged';
  readonly contracts = [contracts.contactMerged, contracts.accountMerged];

  async handle(events: readonly IncomingEvent<Merged>[], transaction: ConsumeTransaction<Merged>): Promise<void> {
    const contacts = events.flatMap(({ data }) => ('contactId' in data ? { ...data, id: data.contactId } : []));
    const accounts = events.flatMap(({ data }) => ('accountId' in data ? { ...data, id: data.accountId } : []));
    const mergedContacts = await mergeIds(transaction, 'contact', contacts);
    const mergedAccounts = await mergeIds(transaction, 'account', accounts);
    for (const move of [moveResponses, moveFeedback]) {
      await move(transaction, 'contact', mergedContacts);
      await move(transaction, 'account', mergedAccounts);
    }
  }
}
