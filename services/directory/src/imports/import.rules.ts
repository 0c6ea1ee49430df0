import type { ImportFormat, Subject } from './import-row.rules.js';

/** What becomes of a file in which rows are wrong: nothing is applied, or the good rows are. */
export type OnError = 'stop' | 'skip';

/**
 * Where an import is: `receiving` while the file comes in and is checked, `applying` while its rows become upserts, then
 * `done`; `refused` when rows were wrong, `failed` when the file did not come in whole. The last two applied nothing.
 */
export type ImportState = 'receiving' | 'applying' | 'done' | 'refused' | 'failed';

/** What an import is, and how far it got. */
export interface Import {
  readonly importId: string;
  readonly subject: Subject;
  readonly format: ImportFormat;
  readonly onError: OnError;
  readonly state: ImportState;
  /** Why nothing was applied, where nothing was. */
  readonly reason: string | null;
  readonly rows: number;
  readonly wrong: number;
  readonly applied: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly finishedAt: Date | null;
}

/** What comes after a file was received whole. */
export function verdict({ rows, wrong, onError }: { rows: number; wrong: number; onError: OnError }): {
  state: ImportState;
  reason: string | null;
} {
  if (wrong > 0 && onError === 'stop') {
    return {
      state: 'refused',
      reason: `${wrong} of ${rows} rows ${wrong === 1 ? 'is' : 'are'} wrong; nothing was applied`,
    };
  }
  return { state: wrong === rows ? 'done' : 'applying', reason: null };
}
