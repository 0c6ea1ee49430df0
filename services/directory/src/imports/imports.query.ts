import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Import } from './import.rules.js';

const SELECT_IMPORTS = `
  SELECT import_id AS "importId", subject, format, on_error AS "onError", state, reason, rows, wrong, applied,
         created_at AS "createdAt", updated_at AS "updatedAt", finished_at AS "finishedAt" FROM imports`;

/** A row of a file that is wrong. */
export interface ImportErrorRow {
  readonly row: number;
  readonly field: string | null;
  readonly reason: string;
}

/** Reads imports. */
@Injectable()
export class ImportQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** An import, or nothing. */
  async one(importId: string): Promise<Import | undefined> {
    const [row] = await this.dataSource.query<Import[]>(`${SELECT_IMPORTS} WHERE import_id = $1`, [importId]);
    return row;
  }

  /** Imports, newest first. */
  list({ cursor, limit }: { cursor?: string; limit: number }): Promise<Import[]> {
    return this.dataSource.query<Import[]>(
      `${SELECT_IMPORTS} WHERE ($1::uuid IS NULL OR import_id < $1) ORDER BY import_id DESC LIMIT $2`,
      [cursor, limit],
    );
  }

  /** The wrong rows of an import, in the order of the file. */
  errors(importId: string, { after, limit }: { after: number; limit: number }): Promise<ImportErrorRow[]> {
    return this.dataSource.query<ImportErrorRow[]>(
      `SELECT row_number AS row, field, reason FROM import_errors
        WHERE import_id = $1 AND row_number > $2 ORDER BY row_number LIMIT $3`,
      [importId, after, limit],
    );
  }
}
