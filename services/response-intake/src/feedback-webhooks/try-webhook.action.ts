import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { InvalidRequest, NotFound } from '#service-kit';
import { readFeedback } from '../feedback/feedback-item.rules.js';
import { mappingProblems } from './definition-problems.rules.js';
import { type MappedProblem, mapDelivery } from './map-delivery.rules.js';
import type { DeliveryMapping } from './webhook.rules.js';
import { Webhooks } from './webhooks.query.js';

/** What a sample would become. */
export interface DeliveryTrial {
  /** Whether the mapping's `when` found nothing in it. */
  readonly ignored: boolean;
  readonly items: readonly {
    readonly item: Readonly<Record<string, unknown>>;
    readonly problems: readonly MappedProblem[];
  }[];
  /** What is wrong with the sample as a whole. */
  readonly problems: readonly MappedProblem[];
}

/** Says what a webhook would make of a sample, and writes nothing. */
@Injectable()
export class TryWebhook {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly clock: Clock,
  ) {}

  /**
   * Tries a sample.
   * @param draft another mapping than the one that holds
   * @throws NotFound, and InvalidRequest where the draft is wrong
   */
  async run(webhookId: string, sample: unknown, draft: unknown): Promise<DeliveryTrial> {
    const webhook = await this.webhooks.one(webhookId);
    if (!webhook) throw new NotFound(`there is no webhook ${webhookId}`);
    const wrong = draft === undefined ? [] : mappingProblems(draft);
    if (wrong.length > 0) throw new InvalidRequest(wrong.map((it) => `${it.field} ${it.reason}`).join('; '), wrong);
    const mapping = (draft ?? webhook.definition.mapping) as DeliveryMapping;
    const { items, problem } = mapDelivery(sample, { ...webhook.definition, mapping });
    const now = this.clock.now();
    const tried = (items ?? []).map(({ given, problems }) => ({
      item: given,
      problems: problems.length > 0 ? problems : (readFeedback(given, now).problems ?? []),
    }));
    return { ignored: !items && !problem, items: tried, problems: problem ? [problem] : [] };
  }
}
