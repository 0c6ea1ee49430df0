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
import { RequestAdvocacy } from '../advocacy/request-advocacy.action.js';
import { OpenCases } from '../cases/open-cases.action.js';
import { closeFollowUpsOf, reopenFollowUpsOf } from '../exclusions/close-follow-ups.query.js';
import { CLOSED_BECAUSE, isFollowedUp } from '../exclusions/exclusion.rules.js';
import { chooseOwner } from '../queues/owner.rules.js';
import type { Answer } from '../responses/answer.rules.js';
import { type KeptScore, keepScores } from '../responses/keep-scores.query.js';
import { raising } from '../responses/revisions.rules.js';
import { PlanRetentionSteps } from '../retention/plan-retention-steps.action.js';

type Scored = DataOf<typeof contracts.responseScored>;
type ScoredEvent = IncomingEvent<Scored>;

const revisionOf = ({ data }: ScoredEvent) => ({ id: data.responseId, revision: data.revision });

/**
 * Opens a case for a detractor, plans a step for a passive, asks a promoter: each at most once per response, also when
 * a revision changes the category. What is open of a response that no longer counts is closed, and opened again with it.
 */
@Injectable()
export class FollowUpWhenResponseScored implements EventConsumer<Scored> {
  readonly name = 'follow-up-when-response-scored';
  readonly contracts = [contracts.responseScored];
  private readonly followUps: Readonly<Record<string, OpenCases | PlanRetentionSteps | RequestAdvocacy>>;

  constructor(
    openCases: OpenCases,
    planRetentionSteps: PlanRetentionSteps,
    requestAdvocacy: RequestAdvocacy,
    private readonly clock: Clock,
  ) {
    this.followUps = { detractor: openCases, passive: planRetentionSteps, promoter: requestAdvocacy };
  }

  async handle(events: readonly ScoredEvent[], transaction: ConsumeTransaction<Scored>): Promise<void> {
    const readable = events.filter((event) => this.understands(event, transaction));
    if (readable.length === 0) return;
    const ids = await presentIds(
      transaction,
      readable.map(({ data }) => data),
    );
    const understood = readable.map((event) => ({ ...event, data: ids.present(event.data) }));
    const newest = newestOfEach(understood, revisionOf).map(({ data }) => data);
    const kept = new Map((await keepScores(transaction, newest)).map((row) => [row.responseId, row]));
    const stored = new Map([...kept].map(([responseId, { storedRevision }]) => [responseId, storedRevision]));
    // Nobody can follow up with who was erased; the answer still counts.
    const fresh = raising(understood, revisionOf, stored).filter(({ data }) => !ids.isErased(data.contactId));
    // Of one that no longer counts, nothing is opened that would be closed in the same breath.
    const discounted = newest.filter(({ responseId, state }) => state !== undefined && kept.has(responseId));
    const gone = new Set(discounted.map(({ responseId }) => responseId));
    const followed = fresh.filter(
      ({ data }) => !gone.has(data.responseId) && isFollowedUp(data, kept.get(data.responseId)!.accountId),
    );
    for (const [category, followUp] of Object.entries(this.followUps)) {
      const answers = followed.filter(({ data }) => data.category === category);
      if (answers.length === 0) continue;
      await followUp.run(
        transaction,
        answers.map((event) => toAnswer(event, kept.get(event.data.responseId)!)),
      );
    }
    await this.followExclusions(transaction, discounted, followed);
  }

  private async followExclusions(
    transaction: ConsumeTransaction<Scored>,
    discounted: readonly Scored[],
    followed: readonly ScoredEvent[],
  ): Promise<void> {
    const now = this.clock.now();
    if (discounted.length > 0) {
      const closing = discounted.map((it) => ({
        ...it,
        reason: CLOSED_BECAUSE[it.state!] ?? CLOSED_BECAUSE.excluded!,
      }));
      await closeFollowUpsOf(transaction, closing, now);
    }
    // One that has been there and did not count before counts again.
    const restored = followed.filter(({ data }) => data.revision > 1 && data.previousCategory === undefined);
    if (restored.length === 0) return;
    await reopenFollowUpsOf(
      transaction,
      restored.map(({ data }) => data),
      now,
    );
  }

  private understands(event: ScoredEvent, transaction: ConsumeTransaction<Scored>): boolean {
    const known = Object.hasOwn(this.followUps, event.data.category);
    if (!known) transaction.reject(event, 'category must be promoter, passive or detractor', 'category');
    return known;
  }
}

function toAnswer(event: ScoredEvent, kept: KeptScore): Answer {
  const { responseId, contactId, score } = event.data;
  return { ...kept, ...chooseOwner(kept), responseId, contactId, score, origin: event };
}
