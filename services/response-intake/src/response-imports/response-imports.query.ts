import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RefusedRow, ResponseImport } from './response-import.rules.js';

const SELECT_IMPORTS = `
  SELECT import_id AS "importId", format, source, dry_run AS "dryRun", on_error AS "onError", state, reason, rows, refused,
         steps, done, suppressions, people, recorded, revised, unchanged, created_at AS "createdAt",
         updated_at AS "updatedAt", finished_at AS "finishedAt"
  FROM response_imports`;

/** Reads imports of other tools' files. */
@Injectable()
export class ResponseImportQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** An import, or nothing. */
  async one(importId: string): Promise<ResponseImport | undefined> {
    const [row] = await this.dataSource.query<ResponseImport[]>(`${SELECT_IMPORTS} WHERE import_id = $1`, [importId]);
    return row;
  }

  /** Imports, newest first. */
  list({ cursor, limit }: { cursor?: string; limit: number }): Promise<ResponseImport[]> {
    return this.dataSource.query<ResponseImport[]>(
      `${SELECT_IMPORTS} WHERE ($1::uuid IS NULL OR import_id < $1) ORDER BY import_id DESC LIMIT $2`,
      [cursor, limit],
    );
  }

  /** The refused rows of an import, in the order of the file. */
  errors(importId: string, { after, limit }: { after: number; limit: number }): Promise<RefusedRow[]> {
    return this.dataSource.query<RefusedRow[]>(
      `SELECT row_number AS row, field, reason FROM response_import_errors
        WHERE import_id = $1 AND row_number > $2 ORDER BY row_number LIMIT $3`,
      [importId, after, limit],
    );
  }
}
