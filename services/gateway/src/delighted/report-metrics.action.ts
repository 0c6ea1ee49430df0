import { Injectable } from '@nestjs/common';
import type { Call } from './call.rules.js';
import type { NpsReport } from './metrics.rules.js';
import { ServicesClient } from './services.client.js';

/** Asks scoring for an NPS. */
@Injectable()
export class ReportMetrics {
  constructor(private readonly services: ServicesClient) {}

  /** @param query scoring's, with its question mark */
  report(call: Call, query: string): Promise<NpsReport> {
    return this.services.ask<NpsReport>(call, 'scoring', { path: `/v1/metrics/nps${query}` });
  }
}
