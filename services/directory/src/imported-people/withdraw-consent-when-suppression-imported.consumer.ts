import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent } from '#messaging';
import { foldContacts } from '../contacts/fold-contacts.action.js';
import { completionOf } from './completion.rules.js';
import { holdContacts } from './known-contacts.action.js';

type SuppressionImported = DataOf<typeof contracts.suppressionImported>;

/** Has contacts not agree to mail any more who opted out of another survey tool, where nobody said anything of it here. */
@Injectable()
export class WithdrawConsentWhenSuppressionImported implements EventConsumer<SuppressionImported> {
  readonly name = 'withdraw-consent-when-suppression-imported';
  readonly contracts = [contracts.suppressionImported];

  constructor(private readonly clock: Clock) {}

  async handle(
    events: readonly IncomingEvent<SuppressionImported>[],
    transaction: ConsumeTransaction<SuppressionImported>,
  ): Promise<void> {
    const optOuts = events.filter(({ data }) => data.reason === 'opted_out');
    if (optOuts.length === 0) return;
    const { known, survivorOf, declarations } = await holdContacts(
      transaction,
      optOuts.map(({ key }) => key),
    );
    // Who is not known is no contact because of it: the file's people say so when they come.
    const changes = optOuts.flatMap((event) => {
      const before = known.get(survivorOf(event.key));
      if (!before) return [];
      const data = completionOf({ contactId: event.key, emailConsent: false }, before, declarations, 'kept');
      return [{ data, event, correlationId: event.correlationId, id: event.id, lineage: event.lineage }];
    });
    await foldContacts(changes, transaction, {
      now: this.clock.now(),
      origin: 'import',
      erased: 'dropped',
      undeclared: 'kept',
      refuse: ({ event }, { reason, field }) => transaction.reject(event, reason, field),
    });
  }
}
