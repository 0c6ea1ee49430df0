import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent, presentIds } from '#messaging';
import { blockImported } from './block-imported.action.js';
import { type KeptSuppression, keepSuppressions } from './imported-suppressions.query.js';

type SuppressionImported = DataOf<typeof contracts.suppressionImported>;

/** Has those be asked no more who opted out of another survey tool, or bounced there; who is not known yet is remembered. */
@Injectable()
export class BlockContactWhenSuppressionImported implements EventConsumer<SuppressionImported> {
  readonly name = 'block-contact-when-suppression-imported';
  readonly contracts = [contracts.suppressionImported];

  constructor(private readonly clock: Clock) {}

  async handle(
    events: readonly IncomingEvent<SuppressionImported>[],
    transaction: ConsumeTransaction<SuppressionImported>,
  ): Promise<void> {
    const sound = events.filter((event) => {
      const isKnown = ['opted_out', 'bounced'].includes(event.data.reason);
      if (!isKnown) transaction.reject(event, 'must be opted_out or bounced', 'reason');
      return isKnown;
    });
    const ids = await presentIds(
      transaction,
      sound.map(({ data }) => data),
    );
    const rows = sound.flatMap((cause) => {
      const { contactId, reason, since } = ids.present(cause.data);
      if (ids.isErased(contactId)) return [];
      return { contactId, reason: reason as KeptSuppression['reason'], since, cause };
    });
    if (rows.length === 0) return;
    await keepSuppressions(transaction, rows);
    await blockImported(transaction, rows, this.clock.now());
  }
}
