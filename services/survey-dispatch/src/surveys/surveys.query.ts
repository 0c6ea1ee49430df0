import type { Transaction } from '#messaging';
import type { SurveyDocument } from '#survey-documents';
import type { KnownSurvey, SurveyState } from './survey-life.rules.js';

/** A survey with its draft. */
export interface StoredSurvey extends KnownSurvey {
  readonly surveyId: string;
  readonly name: string;
  readonly changedAt: Date;
}

/** A version that was published. */
export interface StoredVersion {
  readonly surveyId: string;
  readonly version: number;
  readonly document: SurveyDocument;
  readonly publishedAt: Date;
}

/** What reads: a transaction, or a data source outside of one. */
export type Reader = { query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]> };

const COLUMNS = `survey_id AS "surveyId", name, metric, state, version, draft, changed_at AS "changedAt"`;
const VERSION = `survey_id AS "surveyId", version, document, published_at AS "publishedAt"`;

/** One survey, or nothing. */
export async function readSurvey(reader: Reader, surveyId: string): Promise<StoredSurvey | undefined> {
  return (await reader.query<StoredSurvey>(`SELECT ${COLUMNS} FROM surveys WHERE survey_id = $1`, [surveyId]))[0];
}

/** One survey, held until the transaction ends, so that two changes of it come one after the other. */
export async function holdSurvey(transaction: Transaction, surveyId: string): Promise<StoredSurvey | undefined> {
  const sql = `SELECT ${COLUMNS} FROM surveys WHERE survey_id = $1 FOR UPDATE`;
  return (await transaction.query<StoredSurvey>(sql, [surveyId]))[0];
}

/** Surveys in the order of their ids. */
export function listSurveys(
  reader: Reader,
  { state, cursor, limit }: { state?: SurveyState; cursor?: string; limit: number },
): Promise<StoredSurvey[]> {
  return reader.query<StoredSurvey>(
    `SELECT ${COLUMNS} FROM surveys WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR survey_id > $2)
     ORDER BY survey_id LIMIT $3`,
    [state ?? null, cursor ?? null, limit],
  );
}

/** One version, or nothing. */
export async function readVersion(
  reader: Reader,
  surveyId: string,
  version: number,
): Promise<StoredVersion | undefined> {
  // As text: a number that no int holds is a version that is not there.
  const sql = `SELECT ${VERSION} FROM survey_versions WHERE survey_id = $1 AND version::text = $2::text`;
  return (await reader.query<StoredVersion>(sql, [surveyId, String(version)]))[0];
}

/** Takes versions of which nobody was told yet; other instances take others. */
export function takeUnannounced(transaction: Transaction): Promise<StoredVersion[]> {
  return transaction.query<StoredVersion>(
    `UPDATE survey_versions SET announced = true WHERE (survey_id, version) IN (
       SELECT survey_id, version FROM survey_versions WHERE NOT announced LIMIT 20 FOR UPDATE SKIP LOCKED)
     RETURNING ${VERSION}`,
  );
}
