import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import {
  Clock,
  type ConsumeTransaction,
  type EventConsumer,
  type IncomingEvent,
  newestOfEach,
  presentIds,
} from '#messaging';
import { withoutQuotes } from '../responses/insight.rules.js';
import { keepInsights } from '../responses/keep-insights.query.js';
import { raising } from '../responses/revisions.rules.js';
import { announceEnriched, type InsightCase } from './announce-enriched.action.js';

type Found = DataOf<typeof contracts.insightFound>;
type FoundEvent = IncomingEvent<Found>;

const revisionOf = ({ data }: FoundEvent) => ({ id: data.sourceId, revision: data.sourceRevision });

/**
 * Keeps the insight into a response and, where the response has a case, says so. Where it has none yet, the case says
 * so when it is opened: both sides write the response's row first, so that the second of them sees the first.
 */
@Injectable()
export class EnrichCaseWhenInsightFound implements EventConsumer<Found> {
  readonly name = 'enrich-case-when-insight-found';
  readonly contracts = [contracts.insightFound];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly FoundEvent[], transaction: ConsumeTransaction<Found>): Promise<void> {
    const insights = events.filter(({ data }) => data.source === 'response');
    if (insights.length === 0) return;
    const newest = newestOfEach(insights, revisionOf).map(({ data }) => data);
    const ids = await presentIds(transaction, newest);
    const present = newest.map((it) => ids.present(ids.isErased(it.contactId) ? withoutQuotes(it) : it));
    const kept = await keepInsights(transaction, present);
    const stored = new Map(kept.map(({ responseId, storedRevision }) => [responseId, storedRevision]));
    const fresh = raising(insights, revisionOf, stored).filter(({ data }) => !ids.isErased(data.contactId));
    // A statement of its own: it must see the cases that were committed while the one before waited for its rows.
    const cases = await transaction.query<InsightCase>(
      `SELECT case_id AS "caseId", response_id AS "responseId", contact_id AS "contactId", account_id AS "accountId"
         FROM cases WHERE response_id = ANY ($1)`,
      [[...stored.keys()]],
    );
    const caseOf = new Map(cases.map((row) => [row.responseId, row]));
    const now = this.clock.now();
    for (const event of fresh) {
      const insightCase = caseOf.get(event.data.sourceId);
      if (insightCase) announceEnriched(transaction, insightCase, event.data, event, now);
    }
  }
}
