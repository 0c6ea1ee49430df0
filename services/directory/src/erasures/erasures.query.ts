import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ErasureReport, RecordCounts } from './erasure.rules.js';

/** An erasure as it is kept, with the ids that it covers and what was reported of it. */
export interface ErasureRow {
  readonly erasureId: string;
  readonly contactId: string;
  readonly ids: readonly string[];
  readonly erasedAt: Date;
  readonly records: RecordCounts;
  readonly droppedUpserts: number;
  readonly completedAt: Date | null;
  readonly reports: readonly ErasureReport[];
}

/** Reads erasures. */
@Injectable()
export class ErasureQueries {
  constructor(private readonly dataSource: DataSource) {}

  async one(erasureId: string): Promise<ErasureRow | undefined> {
    const [[row], reports] = await Promise.all([
      this.dataSource.query<Omit<ErasureRow, 'reports'>[]>(
        `SELECT erasure_id AS "erasureId", contact_id AS "contactId", erased_at AS "erasedAt", records,
                dropped_upserts AS "droppedUpserts", completed_at AS "completedAt",
                ARRAY(SELECT contact_id FROM contacts WHERE contacts.erasure_id = erasures.erasure_id ORDER BY 1) AS ids
           FROM erasures WHERE erasure_id = $1`,
        [erasureId],
      ),
      this.dataSource.query<ErasureReport[]>(
        `SELECT service, contact_id AS "contactId", records, completed_at AS "completedAt"
           FROM erasure_reports WHERE erasure_id = $1`,
        [erasureId],
      ),
    ]);
    return row && { ...row, reports };
  }

  /** The erasure that covers a contact's id; nothing where the contact was not erased. */
  async ofContact(contactId: string): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ id: string | null }[]>(
      'SELECT erasure_id AS id FROM contacts WHERE contact_id = $1',
      [contactId],
    );
    return row?.id ?? undefined;
  }
}
