import type { ImportFormat } from './formats/import-spec.rules.js';
import type { Phase } from './import-step.rules.js';

/** What becomes of a file in which rows are wrong: nothing is applied, or the good rows are. */
export type OnWrongRows = 'stop' | 'skip';

/**
 * Where an import is: `receiving` while the file comes in and is checked, `applying` while its rows become responses, then
 * `done`; `refused` when rows were wrong, `failed` when the file did not come in whole. The last two applied nothing.
 */
export type ResponseImportState = 'receiving' | 'applying' | 'done' | 'refused' | 'failed';

/** What an import is, how far it got, and what came of it. */
export interface ResponseImport {
  readonly importId: string;
  readonly format: ImportFormat;
  readonly source: string;
  readonly dryRun: boolean;
  readonly onError: OnWrongRows;
  readonly state: ResponseImportState;
  /** Why nothing was applied, where nothing was. */
  readonly reason: string | null;
  readonly rows: number;
  readonly refused: number;
  /** What its rows come to: a row may be a person and a response. */
  readonly steps: number;
  readonly done: number;
  readonly suppressions: number;
  readonly people: number;
  readonly recorded: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly finishedAt: Date | null;
}

/** An import whose next steps are to be applied. */
export interface ImportUnderWay {
  readonly importId: string;
  readonly source: string;
  readonly dryRun: boolean;
  readonly phase: Phase;
  /** The last step of the phase that was applied. */
  readonly through: string;
}

/** What came of some steps. */
export interface Applied {
  readonly suppressions: number;
  readonly people: number;
  readonly recorded: number;
  readonly revised: number;
  readonly unchanged: number;
}

/** When nothing came of anything. */
export const NOTHING_APPLIED: Applied = { suppressions: 0, people: 0, recorded: 0, revised: 0, unchanged: 0 };

/** A row that was refused. */
export interface RefusedRow {
  readonly row: number;
  readonly field: string | null;
  readonly reason: string;
}

/** What comes after a file was received whole. */
export function verdictOn({
  rows,
  refused,
  steps,
  onError,
}: Pick<ResponseImport, 'rows' | 'refused' | 'steps' | 'onError'>): {
  state: ResponseImportState;
  reason: string | null;
} {
  if (refused > 0 && onError === 'stop') {
    const reason = `${refused} of ${rows} rows ${refused === 1 ? 'is' : 'are'} wrong; nothing was applied`;
    return { state: 'refused', reason };
  }
  return { state: steps === 0 ? 'done' : 'applying', reason: null };
}
