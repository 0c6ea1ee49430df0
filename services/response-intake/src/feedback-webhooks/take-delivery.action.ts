import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { InvalidRequest, NotFound, Unauthenticated } from '#service-kit';
import { type FeedbackResult, RecordFeedback } from '../feedback/record-feedback.action.js';
import { type MappedItem, type MappedProblem, mapDelivery } from './map-delivery.rules.js';
import { isSigned, type RawDelivery } from './signature.rules.js';
import { MOST } from './webhook.rules.js';
import { WebhookSecrets } from './webhook-secrets.action.js';
import { Webhooks } from './webhooks.query.js';

/** A delivery whose sender is known, and of which nothing can be taken. */
export class NothingUnderstood extends InvalidRequest {
  readonly statusCode = 422;
}

/** What became of a delivery: how many items of each outcome, and what is wrong with those that were refused. */
export type DeliveryReceipt = Readonly<Record<FeedbackResult['outcome'] | 'received' | 'ignored', number>> & {
  readonly problems: readonly MappedProblem[];
};

/** Takes what another system delivers, once it has shown that it knows the secret. */
@Injectable()
export class TakeDelivery {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly secrets: WebhookSecrets,
    private readonly recording: RecordFeedback,
    private readonly clock: Clock,
  ) {}

  /**
   * Records what a delivery holds. Nothing of it is read before its signature is checked.
   * @throws NotFound where there is no such webhook
   * @throws Unauthenticated where the signature does not fit
   * @throws InvalidRequest where the body is not JSON
   * @throws NothingUnderstood where no item of it can be taken
   */
  async run(webhookId: string, delivery: RawDelivery): Promise<DeliveryReceipt> {
    const webhook = await this.webhooks.one(webhookId);
    if (!webhook) throw new NotFound('there is no such webhook');
    const { definition } = webhook;
    const now = this.clock.now();
    if (!isSigned(delivery, definition.signature, this.secrets.holding(webhook, now), now))
      throw new Unauthenticated(
        'the delivery is not signed with the secret of this webhook, or was signed too long ago',
      );
    const { items, problem } = mapDelivery(readJson(delivery.body), definition);
    if (problem) throw nothingUnderstood([problem]);
    if (!items) return receiptOf([], []);
    const results = await this.record(items);
    // Named as in a delivery of one item, where it is one.
    const place = definition.mapping.items === undefined ? () => '' : (index: number) => `items.${index}.`;
    const problems = results.flatMap((result, i) =>
      result.outcome === 'refused' ? result.problems.map((it) => ({ ...it, field: `${place(i)}${it.field}` })) : [],
    );
    if (results.every(({ outcome }) => outcome === 'refused')) throw nothingUnderstood(problems);
    return receiptOf(results, problems);
  }

  /** What could not be filled in is told, rather than that it is missing. */
  private async record(items: readonly MappedItem[]): Promise<FeedbackResult[]> {
    const whole = items.filter(({ problems }) => problems.length === 0);
    const recorded = whole.length > 0 ? await this.recording.many(whole.map(({ given }) => given)) : [];
    const results = new Map(whole.map((item, i) => [item, recorded[i]!]));
    return items.map((item) => results.get(item) ?? { outcome: 'refused', problems: item.problems });
  }
}

function receiptOf(results: readonly FeedbackResult[], problems: readonly MappedProblem[]): DeliveryReceipt {
  const counts = { recorded: 0, revised: 0, removed: 0, unchanged: 0, stale: 0, gone: 0, erased: 0, refused: 0 };
  for (const { outcome } of results) counts[outcome]++;
  const received = results.length;
  return { received, ...counts, ignored: received === 0 ? 1 : 0, problems: problems.slice(0, MOST.problems) };
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new InvalidRequest('body is not JSON', [{ field: 'body', reason: 'is not JSON' }]);
  }
}

function nothingUnderstood(problems: readonly MappedProblem[]): NothingUnderstood {
  const told = problems.slice(0, MOST.problems);
  return new NothingUnderstood(told.map(({ field, reason }) => `${field} ${reason}`).join('; '), told);
}
