import { Injectable } from '@nestjs/common';
import { PLAIN_NPS, type Questionnaire } from '#survey-documents';

/** What reads: a transaction, or a data source outside of one. */
type Reader = { query(sql: string, parameters?: unknown[]): Promise<unknown[]> };

/** How many versions are kept in memory. */
const MOST = 1_000;

/** Reads versions of surveys; since none ever changes, each is read once. */
@Injectable()
export class KnownSurveys {
  private readonly read = new Map<string, Questionnaire>();

  /** The versions of these ids that have arrived; an invitation that names no version asks plain NPS. */
  async of(reader: Reader, versionIds: Iterable<string | null>): Promise<ReadonlyMap<string | null, Questionnaire>> {
    const found = new Map<string | null, Questionnaire>();
    const missing: string[] = [];
    for (const versionId of versionIds) {
      if (found.has(versionId)) continue;
      const document = versionId === null ? PLAIN_NPS : this.read.get(versionId);
      if (document) found.set(versionId, document);
      else if (versionId !== null) missing.push(versionId);
    }
    if (missing.length === 0) return found;
    const sql = `SELECT version_id AS "versionId", document FROM survey_versions WHERE version_id = ANY($1)`;
    const rows = (await reader.query(sql, [missing])) as { versionId: string; document: Questionnaire }[];
    for (const { versionId, document } of rows) {
      found.set(versionId, document);
      if (this.read.size >= MOST) this.read.delete(this.read.keys().next().value!);
      this.read.set(versionId, document);
    }
    return found;
  }
}
