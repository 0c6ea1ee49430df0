import {
  type AnswerProblem,
  type FollowUpAnswer,
  isIn,
  PLAIN_NPS,
  type Questionnaire,
  SCALES,
  tidyText,
  withAnswers,
} from '#survey-documents';
import { hasExpired, type Invitation, isTakenBack } from '../invitations/invitation.rules.js';
import { type Answer, type InvitedAnswer, isPossibleMoment, type UninvitedAnswer } from './answer.rules.js';

/** How an answer came in. */
export type Channel = 'page' | 'api';

/** A response's whole state at one revision. */
export interface ResponseState {
  readonly responseId: string;
  /** 1 for the first answer; grows by one with every change. */
  readonly revision: number;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly invitationId: string | null;
  readonly programId: string | null;
  readonly touchpoint: string;
  readonly score: number;
  readonly comment: string | null;
  /** To follow-up questions, in their order; nothing where none was answered. */
  readonly answers?: readonly FollowUpAnswer[] | null;
  /** How this revision was given. */
  readonly channel: Channel;
  /** The day that the response counts for. */
  readonly answeredAt: Date;
  /** When this revision was given. */
  readonly revisedAt: Date;
}

/** Why an answer was not taken. */
export type Refusal =
  | 'unknown invitation'
  | 'expired'
  | 'taken back'
  | 'erased'
  | 'edit window over'
  | 'score missing'
  | 'survey missing'
  | 'wrong answers'
  | 'impossible moment'
  | 'key reused';

/** An answer that was not taken, with the places where that is about them. */
export interface Refused {
  readonly kind: 'refused';
  readonly because: Refusal;
  readonly problems?: readonly AnswerProblem[];
}

/** What became of an answer. */
export type Decision =
  | { readonly kind: 'recorded' | 'unchanged'; readonly state: ResponseState }
  | { readonly kind: 'revised'; readonly state: ResponseState; readonly former: ResponseState }
  | Refused;

/** What an answer is decided against. */
export interface Circumstances {
  readonly now: Date;
  /** How long after its first revision a response can be changed, in milliseconds. */
  readonly editWindowMs: number;
  /** Makes the id of a response. */
  readonly newId: () => string;
}

/** Whether a response can still be changed. */
export function isEditable(
  response: Pick<ResponseState, 'answeredAt'>,
  { now, editWindowMs }: Omit<Circumstances, 'newId'>,
) {
  return now.getTime() <= response.answeredAt.getTime() + editWindowMs;
}

/**
 * Decides what an answer does: an invitation takes one response, an answer that differs from it makes a new revision
 * within the edit window, and one that says what is there already changes nothing.
 */
export function decide(
  answer: Answer,
  channel: Channel,
  known: {
    readonly invitation?: Invitation;
    readonly response?: ResponseState;
    readonly survey?: Questionnaire;
    /** Whether the contact's personal data were erased: then nothing is taken any more. */
    readonly isErased?: boolean;
  },
  circumstances: Circumstances,
): Decision {
  if (known.isErased) return { kind: 'refused', because: 'erased' };
  if (answer.invitationId === undefined) {
    if (answer.answeredAt !== undefined && !isPossibleMoment(answer.answeredAt, circumstances.now)) {
      return { kind: 'refused', because: 'impossible moment' };
    }
    return { kind: 'recorded', state: uninvited(answer, channel, circumstances) };
  }
  const { invitation, response } = known;
  if (!invitation) return { kind: 'refused', because: 'unknown invitation' };
  if (isTakenBack(invitation, response)) return { kind: 'refused', because: 'taken back' };
  if (hasExpired(invitation, circumstances.now)) return { kind: 'refused', because: 'expired' };
  const survey = known.survey ?? (invitation.surveyVersionId ? undefined : PLAIN_NPS);
  if (!survey) return { kind: 'refused', because: 'survey missing' };
  const score = answer.score ?? response?.score;
  if (score === undefined) return { kind: 'refused', because: 'score missing' };
  const { answers, problems } = followUpsOf(answer, score, response, survey);
  if (problems.length > 0) return { kind: 'refused', because: 'wrong answers', problems };
  if (response) return revise({ ...answer, score }, answers, channel, response, circumstances);
  return { kind: 'recorded', state: { ...invited({ ...answer, score }, channel, invitation, circumstances), answers } };
}

/** The follow-up answers that a response then has, and what is wrong with the score or with them. */
function followUpsOf(
  { answers: given = [] }: InvitedAnswer,
  score: number,
  response: ResponseState | undefined,
  survey: Questionnaire,
): { answers?: readonly FollowUpAnswer[] | null; problems: readonly AnswerProblem[] } {
  const scale = SCALES[survey.metric];
  if (!isIn(scale, score)) {
    const reason = `must be an integer from ${scale.from} to ${scale.to}`;
    return { problems: [{ field: 'score', reason }] };
  }
  const former = response?.answers ?? [];
  if (given.length === 0 && former.length === 0) return { answers: response?.answers, problems: [] };
  const { answers, problems } = withAnswers(survey, score, former, given);
  return { answers: answers.length === 0 ? undefined : answers, problems };
}

function uninvited(answer: UninvitedAnswer, channel: Channel, { now, newId }: Circumstances): ResponseState {
  return {
    responseId: newId(),
    revision: 1,
    contactId: answer.contactId,
    accountId: answer.accountId ?? null,
    invitationId: null,
    programId: null,
    touchpoint: answer.touchpoint,
    score: answer.score,
    comment: tidyText(answer.comment ?? ''),
    channel,
    answeredAt: answer.answeredAt === undefined ? now : new Date(answer.answeredAt),
    revisedAt: now,
  };
}

function invited(
  answer: InvitedAnswer & { score: number },
  channel: Channel,
  { invitationId, contactId, accountId, programId, touchpoint }: Invitation,
  { now, newId }: Circumstances,
): ResponseState {
  return {
    responseId: newId(),
    revision: 1,
    contactId,
    accountId,
    invitationId,
    programId,
    touchpoint,
    score: answer.score,
    comment: tidyText(answer.comment ?? ''),
    channel,
    answeredAt: now,
    revisedAt: now,
  };
}

function revise(
  answer: InvitedAnswer & { score: number },
  answers: ResponseState['answers'],
  channel: Channel,
  former: ResponseState,
  circumstances: Circumstances,
): Decision {
  const { score } = answer;
  const comment = answer.comment === undefined ? former.comment : tidyText(answer.comment);
  const isSame = sameAnswers(answers, former.answers);
  if (score === former.score && comment === former.comment && isSame) return { kind: 'unchanged', state: former };
  if (!isEditable(former, circumstances)) return { kind: 'refused', because: 'edit window over' };
  const revision = former.revision + 1;
  const state = { ...former, revision, score, comment, answers, channel, revisedAt: circumstances.now };
  return { kind: 'revised', state, former };
}

/** Follow-up answers stand in the order of their questions: the same ones are told by their values alone. */
function sameAnswers(one: ResponseState['answers'], other: ResponseState['answers']): boolean {
  if (!one?.length || !other?.length) return !one?.length && !other?.length;
  const told = (answers: readonly FollowUpAnswer[]) =>
    JSON.stringify(answers.map(({ questionId, text, rating, choices }) => [questionId, text, rating, choices]));
  return told(one) === told(other);
}
