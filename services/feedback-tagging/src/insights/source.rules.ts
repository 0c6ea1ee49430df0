/** What tagging reads of a response. */
export type ReadableResponse = Readonly<{ responseId: string; revision: number; answeredAt: string }>;

/** Why a response cannot be kept. */
export type Refusal = Readonly<{ field: string; reason: string }>;

const LARGEST_REVISION = 2 ** 31 - 1;
/** Ids are keys of tables, and an index holds only so much. */
const LONGEST_ID = 200;

/** The UTC day on which a response was given, YYYY-MM-DD, or the field that makes it impossible to keep. */
export function dayOf({ responseId, revision, answeredAt }: ReadableResponse): string | Refusal {
  if (revision < 1 || revision > LARGEST_REVISION) {
    return { field: 'revision', reason: `revision must be from 1 to ${LARGEST_REVISION}, got ${revision}` };
  }
  if (responseId.length > LONGEST_ID) {
    return { field: 'responseId', reason: `responseId must be at most ${LONGEST_ID} characters long` };
  }
  const time = new Date(answeredAt);
  const day = Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 10);
  if (day >= '1970-01-01' && /^\d{4}-/.test(day)) return day;
  return { field: 'answeredAt', reason: `answeredAt must be a moment since 1970, got ${answeredAt}` };
}
