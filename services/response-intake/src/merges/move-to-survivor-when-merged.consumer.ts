import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import {
  type ConsumeTransaction,
  type EventConsumer,
  type IncomingEvent,
  type MergedSubject,
  mergeIds,
  survivorsAmong,
} from '#messaging';
import { moveResponses } from './move-responses.query.js';

type ContactMerged = DataOf<typeof contracts.contactMerged>;
type AccountMerged = DataOf<typeof contracts.accountMerged>;

/** Has the responses of merged contacts and accounts be the survivors'. */
@Injectable()
export class MoveToSurvivorWhenMerged implements EventConsumer<ContactMerged | AccountMerged> {
  readonly name = 'move-to-survivor-when-merged';
  readonly contracts = [contracts.contactMerged, contracts.accountMerged];

  async handle(
    events: readonly IncomingEvent<ContactMerged | AccountMerged>[],
    transaction: ConsumeTransaction<ContactMerged | AccountMerged>,
  ): Promise<void> {
    const merges = { contact: new Map<string, string>(), account: new Map<string, string>() };
    for (const { data } of events) {
      if ('contactId' in data) merges.contact.set(data.contactId, data.survivorId);
      else merges.account.set(data.accountId, data.survivorId);
    }
    for (const subject of ['contact', 'account'] as const) await move(transaction, subject, merges[subject]);
  }
}

async function move(
  transaction: ConsumeTransaction<ContactMerged | AccountMerged>,
  subject: MergedSubject,
  merges: ReadonlyMap<string, string>,
): Promise<void> {
  if (merges.size === 0) return;
  await mergeIds(
    transaction,
    subject,
    [...merges].map(([id, survivorId]) => ({ id, survivorId })),
  );
  // A survivor may be merged in the same chunk: what counts is who goes on in the end.
  const last = await survivorsAmong(transaction, subject, merges.keys());
  const moves = [...last].map(([id, survivorId]) => ({ id, survivorId }));
  if (moves.length > 0) await moveResponses(transaction, subject, moves);
}
