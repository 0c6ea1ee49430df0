import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { WebhookDefinition } from './webhook.rules.js';

/** A webhook as it is kept. */
export interface Webhook {
  readonly webhookId: string;
  readonly definition: WebhookDefinition;
  /** Sealed. */
  readonly secret: string;
  /** Sealed; the one before the last rotation. */
  readonly previousSecret: string | null;
  /** Until when that one holds as well. */
  readonly previousUntil: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const COLUMNS = `webhook_id AS "webhookId", definition, secret, previous_secret AS "previousSecret",
  previous_until AS "previousUntil", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Reads and writes the webhooks that bring feedback. */
@Injectable()
export class Webhooks {
  constructor(private readonly dataSource: DataSource) {}

  /** All of them, by their ids. */
  all(): Promise<Webhook[]> {
    return this.dataSource.query<Webhook[]>(`SELECT ${COLUMNS} FROM feedback_webhooks ORDER BY webhook_id`);
  }

  /** One, or nothing. */
  async one(webhookId: string): Promise<Webhook | undefined> {
    const sql = `SELECT ${COLUMNS} FROM feedback_webhooks WHERE webhook_id = $1`;
    return (await this.dataSource.query<Webhook[]>(sql, [webhookId]))[0];
  }

  /** Makes one; nothing where the id is taken. */
  async create(
    webhookId: string,
    definition: WebhookDefinition,
    secret: string,
    now: Date,
  ): Promise<Webhook | undefined> {
    const rows = await this.dataSource.query<Webhook[]>(
      `INSERT INTO feedback_webhooks (webhook_id, definition, secret, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $4) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
      [webhookId, JSON.stringify(definition), secret, now],
    );
    return rows[0];
  }

  /** Replaces what one takes and how; nothing where there is none. */
  async replace(webhookId: string, definition: WebhookDefinition, now: Date): Promise<Webhook | undefined> {
    const [rows] = await this.dataSource.query<[Webhook[], number]>(
      `UPDATE feedback_webhooks SET definition = $2, updated_at = $3 WHERE webhook_id = $1 RETURNING ${COLUMNS}`,
      [webhookId, JSON.stringify(definition), now],
    );
    return rows[0];
  }

  /** Gives one another secret; the one before holds as well until then. Nothing where there is none. */
  async rotate(webhookId: string, secret: string, previousUntil: Date, now: Date): Promise<Webhook | undefined> {
    const [rows] = await this.dataSource.query<[Webhook[], number]>(
      `UPDATE feedback_webhooks SET previous_secret = secret, previous_until = $3, secret = $2, updated_at = $4
       WHERE webhook_id = $1 RETURNING ${COLUMNS}`,
      [webhookId, secret, previousUntil, now],
    );
    return rows[0];
  }

  /** Removes one; whether there was one. */
  async remove(webhookId: string): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      'DELETE FROM feedback_webhooks WHERE webhook_id = $1',
      [webhookId],
    );
    return count > 0;
  }
}
