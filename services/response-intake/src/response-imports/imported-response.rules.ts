import type { FollowUpAnswer } from '#survey-documents';
import type { ImportedResponse } from './import-step.rules.js';

/** A response of another system at one revision, as it is kept. */
export interface SourcedResponse {
  readonly responseId: string;
  readonly revision: number;
  readonly externalId: string;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly invitationId: string | null;
  readonly programId: string | null;
  readonly touchpoint: string;
  readonly metric: string;
  readonly score: number;
  readonly comment: string | null;
  readonly answers: readonly FollowUpAnswer[] | null;
  readonly channel: string;
  readonly answeredAt: Date;
  readonly revisedAt: Date;
  readonly state: string;
  readonly stateReason: string | null;
  readonly change: string;
  readonly changedBy: string | null;
  readonly sourceUpdatedAt: Date | null;
  readonly historic: boolean;
  readonly anonymous: boolean;
}

/** Whose a response is; nobody known gives it an id of its own. */
export interface Respondent {
  readonly contactId: string;
  readonly accountId: string | null;
  readonly anonymous: boolean;
}

/** Who changes responses here. */
export const CHANGED_BY = 'import';

/** The first revision of a response that was given elsewhere. */
export function newSourced(
  responseId: string,
  imported: ImportedResponse,
  respondent: Respondent,
  now: Date,
): SourcedResponse {
  return {
    responseId,
    revision: 1,
    externalId: imported.externalId,
    ...respondent,
    accountId: respondent.accountId ?? imported.accountId ?? null,
    invitationId: null,
    programId: null,
    touchpoint: imported.touchpoint,
    metric: imported.metric,
    score: imported.score,
    comment: imported.comment,
    answers: imported.answers ?? null,
    channel: 'import',
    answeredAt: new Date(imported.answeredAt),
    revisedAt: now,
    state: 'confirmed',
    stateReason: null,
    change: 'answered',
    changedBy: null,
    sourceUpdatedAt: imported.updatedAt === undefined ? null : new Date(imported.updatedAt),
    historic: true,
  };
}

/**
 * The next revision of a response, or nothing where the file says the same or is older than what is kept. Score, comment and
 * answers follow the file; the person, the day and whether it counts stay.
 */
export function revisedBy(known: SourcedResponse, imported: ImportedResponse, now: Date): SourcedResponse | undefined {
  const { score, comment, answers = null } = imported;
  const isOlder = imported.updatedAt && known.sourceUpdatedAt && new Date(imported.updatedAt) < known.sourceUpdatedAt;
  if (isOlder || known.metric !== imported.metric) return undefined;
  if (score === known.score && comment === known.comment && told(answers) === told(known.answers)) return undefined;
  return {
    ...known,
    revision: known.revision + 1,
    score,
    comment,
    answers,
    channel: 'import',
    revisedAt: now,
    change: 'revised',
    changedBy: CHANGED_BY,
    sourceUpdatedAt: imported.updatedAt === undefined ? known.sourceUpdatedAt : new Date(imported.updatedAt),
    historic: true,
  };
}

/** Answers as text that is the same for the same answers. */
function told(answers: readonly FollowUpAnswer[] | null): string {
  return JSON.stringify(
    (answers ?? []).map(({ questionId, kind, text, rating, choices }) => [questionId, kind, text, rating, choices]),
  );
}
