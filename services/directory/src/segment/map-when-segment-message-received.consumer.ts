import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import {
  Clock,
  type ConsumeTransaction,
  type EventConsumer,
  forgottenAmong,
  type IncomingEvent,
  publish,
} from '#messaging';
import { type AccountUpsert, foldAccounts } from '../accounts/fold-accounts.action.js';
import { DirectoryConfig } from '../config.js';
import { type ContactUpsert, foldContacts } from '../contacts/fold-contacts.action.js';
import type { Change, Folding } from '../upserts/fold-upserts.action.js';
import { ActiveMapping } from './active-mapping.query.js';
import type { Outcome } from './map-message.rules.js';
import { countMessages } from './message-counts.query.js';

type Message = DataOf<typeof contracts.segmentMessage>;
type Event = IncomingEvent<Message>;

/** An upsert with the message that it is from. */
interface MessageChange<Upsert> extends Change<Upsert> {
  readonly event: Event;
}

/**
 * Maps a customer data platform's messages: `identify` and `group` to upserts, by the rules of every other upsert, and `track`
 * to journey events. A handful of statements, however many messages.
 */
@Injectable()
export class MapWhenSegmentMessageReceived implements EventConsumer<Message> {
  readonly name = 'map-when-segment-message-received';
  readonly contracts = [contracts.segmentMessage];

  constructor(
    private readonly mapping: ActiveMapping,
    private readonly clock: Clock,
    private readonly config: DirectoryConfig,
  ) {}

  async handle(events: readonly Event[], transaction: ConsumeTransaction<Message>): Promise<void> {
    const now = this.clock.now();
    const map = await this.mapping.read(transaction);
    const outcomes = new Map(events.map((event) => [event, map(event.data, event.time, now)]));
    await this.leaveOutErased(outcomes, transaction);
    const folding: Folding<MessageChange<unknown>> = {
      now,
      origin: 'segment',
      erased: 'dropped',
      undeclared: this.config.undeclaredAttributes,
      refuse: ({ event }, problem) => outcomes.set(event, { outcome: 'refused', ...problem }),
    };
    // Contacts first: they wait for merges of accounts, which must not wait for an account of ours meanwhile.
    const contacts = changes(outcomes, (mapped) => mapped.contact as ContactUpsert | undefined);
    if (contacts.length > 0) await foldContacts<MessageChange<ContactUpsert>>(contacts, transaction, folding);
    const accounts = changes(outcomes, (mapped) => mapped.account as AccountUpsert | undefined);
    if (accounts.length > 0) await foldAccounts<MessageChange<AccountUpsert>>(accounts, transaction, folding);
    for (const [event, outcome] of outcomes) {
      if (outcome.outcome === 'refused') transaction.reject(event, outcome.reason, outcome.field);
      if (outcome.outcome === 'mapped' && outcome.journeyEvent)
        publish(transaction, contracts.journeyEventMapped, outcome.journeyEvent, event, { time: event.time });
    }
    const became = [...outcomes].map(([{ data }, outcome]) => ({
      type: data.type,
      event: data.event ?? '',
      became: outcome.outcome === 'ignored' ? outcome.reason : outcome.outcome,
    }));
    transaction.sendWithCommit(countMessages(transaction, became, now));
  }

  /** What an erased contact does is nobody's journey event; upserts are dropped, and counted, where they are folded. */
  private async leaveOutErased(outcomes: Map<Event, Outcome>, transaction: ConsumeTransaction<Message>): Promise<void> {
    const contactOf = (outcome: Outcome) =>
      outcome.outcome === 'mapped' ? outcome.journeyEvent?.contactId : undefined;
    const erased = await forgottenAmong(
      transaction,
      [...outcomes.values()].flatMap((outcome) => contactOf(outcome) ?? []),
    );
    if (erased.size === 0) return;
    for (const [event, outcome] of outcomes)
      if (erased.has(contactOf(outcome) ?? '')) outcomes.set(event, { outcome: 'ignored', reason: 'contact_erased' });
  }
}

function changes<Upsert>(
  outcomes: ReadonlyMap<Event, Outcome>,
  read: (mapped: Extract<Outcome, { outcome: 'mapped' }>) => Upsert | undefined,
): MessageChange<Upsert>[] {
  return [...outcomes].flatMap(([event, outcome]) => {
    const data = outcome.outcome === 'mapped' ? read(outcome) : undefined;
    return data === undefined ? [] : [{ ...causeOf(event), data, event }];
  });
}

function causeOf({ correlationId, id, lineage, traceparent }: Event) {
  return { correlationId, id, lineage, traceparent };
}
