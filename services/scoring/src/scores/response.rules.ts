import { categoryOfScore, InvalidMetricInput, type ScoreCategory } from '../metrics/score-category.rules.js';

/** What scoring reads of a response. */
export type Response = Readonly<{
  responseId: string;
  revision: number;
  score: number;
  contactId: string;
  accountId?: string;
  invitationId?: string;
  touchpoint: string;
  answeredAt: string;
  /** `set_aside` and `excluded` do not count. */
  state?: string;
  historic?: boolean;
  anonymous?: boolean;
}>;

/** A response with what scoring found: its category, and the UTC day it counts for, YYYY-MM-DD. */
export type Scored = Response & Readonly<{ category: ScoreCategory; day: string }>;

/** Whether a response is part of any number. */
export function doesCount({ state }: Pick<Response, 'state'>): boolean {
  return state !== 'set_aside' && state !== 'excluded';
}

/** Why a response cannot be scored. */
export type Refusal = Readonly<{ field: string; reason: string }>;

const LARGEST_REVISION = 2 ** 31 - 1;
/** Ids and touchpoints are keys of tables, and an index holds only so much. */
const LONGEST_KEY = 200;

/** Categorises a response and finds the day it counts for, or says which field makes that impossible. */
export function scoreResponse(response: Response): Scored | Refusal {
  const { revision, responseId, touchpoint } = response;
  if (revision < 1 || revision > LARGEST_REVISION) {
    return { field: 'revision', reason: `revision must be from 1 to ${LARGEST_REVISION}, got ${revision}` };
  }
  for (const [field, key] of Object.entries({ responseId, touchpoint })) {
    if (key.length > LONGEST_KEY) return { field, reason: `${field} must be at most ${LONGEST_KEY} characters long` };
  }
  const time = new Date(response.answeredAt);
  const answeredAt = Number.isNaN(time.getTime()) ? '' : time.toISOString();
  const day = answeredAt.slice(0, 10);
  if (day < '1970-01-01' || !/^\d{4}-/.test(day)) {
    return { field: 'answeredAt', reason: `answeredAt must be a moment since 1970, got ${response.answeredAt}` };
  }
  try {
    return { ...response, answeredAt, category: categoryOfScore(response.score), day };
  } catch (error) {
    if (error instanceof InvalidMetricInput) return { field: error.field, reason: error.message };
    throw error;
  }
}
