import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { readLineage } from '#messaging';
import { NotFound } from '#service-kit';
import { CaseQueries } from './cases.query.js';

/** One event of the chain that led to a case. */
export interface TraceEntry {
  readonly type: string;
  readonly id: string;
  readonly time: Date;
  readonly causationId: string | null;
}

/** Follows a case back to the event that everything began with. */
@Injectable()
export class TraceCase {
  constructor(private readonly cases: CaseQueries) {}

  /**
   * The chain of events up to the case's own, oldest first.
   * @throws NotFound
   */
  async run(caseId: string): Promise<{ caseId: string; correlationId: string; events: TraceEntry[] }> {
    const origin = await this.cases.origin(caseId);
    if (!origin) throw new NotFound(`there is no case ${caseId}`);
    const opened = { type: contracts.caseOpened.type, id: origin.eventId, time: origin.openedAt };
    const chain = [...readLineage(origin.lineage), opened];
    const events = chain.map((event, index) => ({ ...event, causationId: chain[index - 1]?.id ?? null }));
    return { caseId, correlationId: origin.correlationId, events };
  }
}
