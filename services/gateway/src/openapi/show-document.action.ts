import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { GatewayConfig } from '../config.js';
import { delightedDocument } from '../delighted/delighted-document.rules.js';
import { SERVICES, type ServiceName } from '../routes/routes.rules.js';
import type { ApiDocument } from './merge-documents.rules.js';
import { publicDocument } from './public-document.rules.js';

const KEPT_MS = 30_000;
/** A service that is away may be back soon. */
const KEPT_INCOMPLETE_MS = 3_000;
const FETCH_TIMEOUT_MS = 2_000;

/** The services' OpenAPI documents as one; of a service that is away, the last one it gave. */
@Injectable()
export class ShowDocument {
  private readonly lastKnown = new Map<ServiceName, ApiDocument>();
  private current: Promise<ApiDocument> | undefined;
  private freshUntil = 0;

  constructor(
    @Inject(GatewayConfig) private readonly config: GatewayConfig,
    private readonly clock: Clock,
  ) {}

  /** The merged document, at most half a minute old. */
  merged(): Promise<ApiDocument> {
    const now = this.clock.now().getTime();
    if (!this.current || now >= this.freshUntil) {
      this.freshUntil = now + KEPT_MS;
      this.current = this.fetchAll();
    }
    return this.current;
  }

  private async fetchAll(): Promise<ApiDocument> {
    const fetched = await Promise.all(SERVICES.map((service) => this.fetchOne(service)));
    if (!fetched.every(Boolean))
      this.freshUntil = Math.min(this.freshUntil, this.clock.now().getTime() + KEPT_INCOMPLETE_MS);
    return publicDocument(
      SERVICES.flatMap((service) => {
        const document = this.lastKnown.get(service);
        return document ? [{ service, document }] : [];
      }),
      SERVICES.filter((service) => !this.lastKnown.has(service)),
      delightedDocument(),
    );
  }

  /** Asks a service for its document; false when it did not give one. */
  private async fetchOne(service: ServiceName): Promise<boolean> {
    try {
      const url = `${this.config.upstreams().get(service)}/openapi.json`;
      const answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
      if (!answer.ok) return false;
      this.lastKnown.set(service, (await answer.json()) as ApiDocument);
      return true;
    } catch {
      return false;
    }
  }
}
