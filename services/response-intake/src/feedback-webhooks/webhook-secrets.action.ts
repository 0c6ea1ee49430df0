import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ResponseIntakeConfig } from '../config.js';
import { NONCE_BYTES, open, seal, sealingKey } from './sealed-secret.rules.js';
import type { Webhook } from './webhooks.query.js';

/** Seals the secrets of webhooks, and opens those that hold. */
@Injectable()
export class WebhookSecrets {
  private readonly keys: readonly Buffer[];

  constructor(config: ResponseIntakeConfig) {
    this.keys = config.secretsKeys.map(sealingKey);
  }

  /** A new secret: 256 random bits. */
  make(): string {
    return randomBytes(32).toString('base64url');
  }

  /** A secret as it is kept. */
  seal(webhookId: string, secret: string): string {
    return seal(secret, webhookId, this.keys[0]!, randomBytes(NONCE_BYTES));
  }

  /** The secrets of a webhook that hold now: one, or two while it changes. */
  holding({ webhookId, secret, previousSecret, previousUntil }: Webhook, now: Date): string[] {
    const previous = previousUntil !== null && previousUntil > now ? previousSecret : null;
    return [secret, previous].flatMap((sealed) => (sealed && open(sealed, webhookId, this.keys)) ?? []);
  }
}
