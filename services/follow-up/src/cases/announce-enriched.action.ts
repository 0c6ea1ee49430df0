import { contracts } from '#contracts';
import { publish, type Transaction } from '#messaging';
import { type Answer, accountKey, type Origin } from '../responses/answer.rules.js';
import type { Insight } from '../responses/insight.rules.js';

/** The case that an insight belongs to. */
export interface InsightCase extends Pick<Answer, 'responseId' | 'contactId' | 'accountId'> {
  readonly caseId: string;
}

/** Publishes that an insight is now part of a case; `origin` is whichever of the two came second. */
export function announceEnriched(
  transaction: Transaction,
  insightCase: InsightCase,
  insight: Insight,
  origin: Origin,
  now: Date,
): void {
  const data = {
    caseId: insightCase.caseId,
    responseId: insightCase.responseId,
    accountId: accountKey(insightCase),
    sentiment: insight.sentiment,
    themes: insight.themes.map(({ theme }) => theme),
    enrichedAt: now.toISOString(),
  };
  publish(transaction, contracts.caseEnriched, data, origin, { time: now });
}
