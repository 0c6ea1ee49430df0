import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { Conflict, InvalidRequest, NotFound } from '#service-kit';
import { definitionProblems } from './definition-problems.rules.js';
import type { WebhookDefinition } from './webhook.rules.js';
import { WebhookSecrets } from './webhook-secrets.action.js';
import { type Webhook, Webhooks } from './webhooks.query.js';

const HOUR_MS = 3_600_000;

/** Defines webhooks, and changes them and their secrets. */
@Injectable()
export class SaveWebhook {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly secrets: WebhookSecrets,
    private readonly clock: Clock,
  ) {}

  /**
   * Defines one.
   * @param secret the sender's; a new one when absent
   * @returns it with its secret, which nobody is told again
   * @throws InvalidRequest naming every place that is wrong
   * @throws Conflict where the id is taken
   */
  async create(webhookId: string, definition: unknown, secret?: string): Promise<{ webhook: Webhook; secret: string }> {
    const checked = check(definition);
    const given = secret ?? this.secrets.make();
    const sealed = this.secrets.seal(webhookId, given);
    const webhook = await this.webhooks.create(webhookId, checked, sealed, this.clock.now());
    if (!webhook) throw new Conflict(`there is a webhook ${webhookId} already`);
    return { webhook, secret: given };
  }

  /**
   * Replaces what one takes and how; its secret stays.
   * @throws InvalidRequest, NotFound
   */
  async replace(webhookId: string, definition: unknown): Promise<Webhook> {
    return found(webhookId, await this.webhooks.replace(webhookId, check(definition), this.clock.now()));
  }

  /**
   * Gives one another secret.
   * @param given.keepPreviousHours how long the one before holds as well
   * @throws NotFound
   */
  async rotate(
    webhookId: string,
    given: { secret?: string; keepPreviousHours: number },
  ): Promise<{ webhook: Webhook; secret: string }> {
    const now = this.clock.now();
    const secret = given.secret ?? this.secrets.make();
    const until = new Date(now.getTime() + given.keepPreviousHours * HOUR_MS);
    const sealed = this.secrets.seal(webhookId, secret);
    return { webhook: found(webhookId, await this.webhooks.rotate(webhookId, sealed, until, now)), secret };
  }

  /**
   * Removes one; what it brought stays.
   * @throws NotFound
   */
  async remove(webhookId: string): Promise<void> {
    if (!(await this.webhooks.remove(webhookId))) throw new NotFound(`there is no webhook ${webhookId}`);
  }
}

function check(definition: unknown): WebhookDefinition {
  const problems = definitionProblems(definition);
  if (problems.length > 0)
    throw new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
  return definition as WebhookDefinition;
}

function found(webhookId: string, webhook: Webhook | undefined): Webhook {
  if (!webhook) throw new NotFound(`there is no webhook ${webhookId}`);
  return webhook;
}
