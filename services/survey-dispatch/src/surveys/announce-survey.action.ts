import { contracts } from '#contracts';
import { newId, publish, type Transaction } from '#messaging';
import type { StoredVersion } from './surveys.query.js';

/** Tells everyone a version of a survey: it begins a chain of its own. */
export function announceSurvey(transaction: Transaction, version: StoredVersion): void {
  const data = {
    versionId: `${version.surveyId}@${version.version}`,
    surveyId: version.surveyId,
    version: version.version,
    document: { ...version.document },
    publishedAt: version.publishedAt.toISOString(),
  };
  publish(transaction, contracts.surveyPublished, data, { correlationId: newId() }, { time: version.publishedAt });
}
