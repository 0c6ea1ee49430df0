import { Inject, Injectable } from '@nestjs/common';
import { context, propagation } from '@opentelemetry/api';
import { GatewayConfig } from '../config.js';
import type { ServiceName } from '../routes/routes.rules.js';
import type { Call } from './call.rules.js';
import { DelightedRefusal, UpstreamRefusal } from './delighted-error.rules.js';

/** A request to a service. */
export interface ServiceRequest {
  readonly method?: string;
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** Asks the services in a caller's name. */
@Injectable()
export class ServicesClient {
  private readonly origins: ReturnType<GatewayConfig['upstreams']>;

  constructor(@Inject(GatewayConfig) private readonly config: GatewayConfig) {
    this.origins = config.upstreams();
  }

  /**
   * The answer of a service; nothing where it has no body.
   * @throws UpstreamRefusal with its problem document
   * @throws DelightedRefusal 503 where it cannot be reached
   */
  async ask<T>(call: Call, service: ServiceName, request: ServiceRequest): Promise<T> {
    const headers: Record<string, string> = {
      authorization: `Bearer ${call.token}`,
      'x-request-id': call.requestId,
      'x-forwarded-for': call.address,
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...(request.idempotencyKey !== undefined && { 'idempotency-key': request.idempotencyKey }),
    };
    propagation.inject(context.active(), headers);
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(`${this.origins.get(service)}${request.path}`, {
        method: request.method ?? 'GET',
        headers,
        signal: AbortSignal.timeout(this.config.upstreamTimeoutMs),
        ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      });
      text = await answer.text();
    } catch {
      throw new DelightedRefusal(503, `${service} cannot be reached; try again`);
    }
    const body = text === '' ? undefined : parsed(text);
    if (answer.ok) return body as T;
    throw new UpstreamRefusal(service, answer.status, body ?? {});
  }

  /** The answer of a service, or nothing where it knows of no such thing, or of none any more. */
  async find<T>(call: Call, service: ServiceName, path: string): Promise<T | undefined> {
    try {
      return await this.ask<T>(call, service, { path });
    } catch (error) {
      if (error instanceof UpstreamRefusal && (error.status === 404 || error.status === 410)) return undefined;
      throw error;
    }
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
