import { bandOf, isIn, SCALES } from '#survey-documents';
import type { ResponseState } from '../responses/response.rules.js';
import { createdAtOf } from './response-id.rules.js';

/** A response as its row has it; what it has of the source's time is for writing alone. */
export type ResponseRow = Omit<ResponseState, 'sourceUpdatedAt'>;

/** One revision of a response, as its row has it. */
export type RevisionRow = Pick<
  ResponseState,
  | 'revision'
  | 'score'
  | 'comment'
  | 'answers'
  | 'channel'
  | 'state'
  | 'stateReason'
  | 'change'
  | 'changedBy'
  | 'revisedAt'
>;

/** A response as it is read: with what follows from its row. */
export interface ReadResponse extends ResponseRow {
  /** Null where its metric has no such score. */
  readonly category: string | null;
  readonly createdAt: Date;
}

/** Adds to a row what follows from it. */
export function readResponse(row: ResponseRow): ReadResponse {
  const { metric, score, responseId } = row;
  const category = isIn(SCALES[metric], score) ? bandOf(metric, score).name : null;
  return { ...row, category, createdAt: createdAtOf(responseId) };
}
