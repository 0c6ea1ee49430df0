import type { Applied, ImportUnderWay, RefusedRow } from './response-import.rules.js';

/** A step that is to be applied. */
export interface WaitingStep<Data> {
  readonly row: number;
  readonly data: Data;
}

/** Some steps of an import's phase. */
export interface ImportChunk<Data> {
  readonly under: ImportUnderWay;
  readonly steps: readonly WaitingStep<Data>[];
  readonly now: Date;
}

/** What came of a chunk. */
export interface ChunkOutcome {
  readonly applied: Partial<Applied>;
  readonly refused: readonly RefusedRow[];
}

/** Why a row about somebody who was erased is refused. */
export const ERASED = { field: 'contactId', reason: 'was erased' } as const;

/** Why a row that names somebody by an unknown id alone is refused. */
export const UNKNOWN_PERSON = {
  field: 'personId',
  reason: 'is of nobody known: import the people first, or once more',
} as const;
