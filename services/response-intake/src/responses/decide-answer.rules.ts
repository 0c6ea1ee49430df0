import {
  type AnswerProblem,
  type FollowUpAnswer,
  isIn,
  type Metric,
  PLAIN_NPS,
  type Questionnaire,
  SCALES,
  tidyText,
  withAnswers,
} from '#survey-documents';
import { hasExpired, type Invitation, isTakenBack } from '../invitations/invitation.rules.js';
import { isOccasion } from '../invitations/occasion.rules.js';
import type { GivenScore } from '../trust/trust.rules.js';
import { type Answer, type InvitedAnswer, isMoment, isPossibleMoment, type UninvitedAnswer } from './answer.rules.js';
import { type Circumstances, type Decision, isEditable, type Refused, type ResponseState } from './response.rules.js';
import { firstStanding, type Given, revise } from './revise.rules.js';

/** What is known about an answer. */
export interface KnownToAnswer {
  readonly invitation?: Invitation;
  /** The one that the invitation has, or that has the same id in the same source. */
  readonly response?: ResponseState;
  /** Scores that the response had lately, before the one it has. */
  readonly formerScores?: readonly GivenScore[];
  readonly survey?: Questionnaire;
  /** Whether the contact's personal data were erased: then nothing is taken any more. */
  readonly isErased?: boolean;
}

/**
 * Decides what an answer does: an invitation takes one response, an answer that differs from it makes a new revision
 * within the edit window, and one that says what is there already changes nothing.
 */
export function decide(answer: Answer, given: Given, known: KnownToAnswer, circumstances: Circumstances): Decision {
  if (known.isErased) return { kind: 'refused', because: 'erased' };
  return answer.invitationId === undefined
    ? decideUninvited(answer, given, known, circumstances)
    : decideInvited(answer, given, known, circumstances);
}

function decideInvited(
  answer: InvitedAnswer,
  given: Given,
  known: KnownToAnswer,
  circumstances: Circumstances,
): Decision {
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
  const said = { score, comment: answer.comment, answers };
  if (!response) return { kind: 'recorded', state: invited(said, survey.metric, given, invitation, circumstances) };
  const isInTime = isEditable(response, circumstances);
  return revise(said, given, response, known.formerScores ?? [], circumstances, isInTime);
}

/** What has an id in its source is one response, of which the source's last word counts, however late it comes. */
function decideUninvited(
  answer: UninvitedAnswer,
  given: Given,
  { response, formerScores = [] }: KnownToAnswer,
  circumstances: Circumstances,
): Decision {
  const { answeredAt, updatedAt, score } = answer;
  const metric = response?.metric ?? answer.metric ?? 'nps';
  if (answer.metric !== undefined && answer.metric !== metric) {
    return wrong('metric', `must be ${metric}, as it was when the response was first sent`);
  }
  const scoreProblem = problemOfScore(metric, score);
  if (scoreProblem) return wrong('score', scoreProblem);
  if (answeredAt !== undefined && !isPossibleMoment(answeredAt, circumstances.now)) {
    return { kind: 'refused', because: 'impossible moment' };
  }
  if (updatedAt !== undefined && !isMoment(updatedAt)) return wrong('updatedAt', 'must be a moment from 1970 on');
  if (!response) return { kind: 'recorded', state: uninvited(answer, metric, given, circumstances) };
  if (!isNewer(updatedAt, response)) return { kind: 'unchanged', state: response };
  const said = { score, comment: answer.comment, answers: response.answers, sourceUpdatedAt: new Date(updatedAt!) };
  return revise(said, given, response, formerScores, circumstances, true);
}

function isNewer(updatedAt: string | undefined, { sourceUpdatedAt }: ResponseState): boolean {
  return updatedAt !== undefined && Date.parse(updatedAt) > (sourceUpdatedAt?.getTime() ?? Number.NEGATIVE_INFINITY);
}

function wrong(field: string, reason: string): Refused {
  return { kind: 'refused', because: 'wrong answers', problems: [{ field, reason }] };
}

function problemOfScore(metric: Metric, score: number): string | undefined {
  const { from, to } = SCALES[metric];
  return isIn(SCALES[metric], score) ? undefined : `must be an integer from ${from} to ${to}`;
}

/** The follow-up answers that a response then has, and what is wrong with the score or with them. */
function followUpsOf(
  { answers: given = [] }: InvitedAnswer,
  score: number,
  response: ResponseState | undefined,
  survey: Questionnaire,
): { answers?: readonly FollowUpAnswer[] | null; problems: readonly AnswerProblem[] } {
  const reason = problemOfScore(survey.metric, score);
  if (reason) return { problems: [{ field: 'score', reason }] };
  const former = response?.answers ?? [];
  if (given.length === 0 && former.length === 0) return { answers: response?.answers, problems: [] };
  const { answers, problems } = withAnswers(survey, score, former, given);
  return { answers: answers.length === 0 ? undefined : answers, problems };
}

function uninvited(answer: UninvitedAnswer, metric: Metric, given: Given, circumstances: Circumstances): ResponseState {
  const { contactId, accountId, touchpoint, score, comment, answeredAt, source, externalId, updatedAt } = answer;
  const { now, newId } = circumstances;
  return {
    ...{ responseId: newId(), revision: 1, contactId, accountId: accountId ?? null, invitationId: null },
    ...{ programId: null, touchpoint, metric, score, comment: tidyText(comment ?? '') },
    ...{ channel: given.channel, change: 'answered', ...firstStanding(given, score, circumstances) },
    answeredAt: answeredAt === undefined ? now : new Date(answeredAt),
    revisedAt: now,
    ...{ source: source ?? null, externalId: externalId ?? null },
    sourceUpdatedAt: updatedAt === undefined ? null : new Date(updatedAt),
    ...{ historic: answer.historic ?? false, anonymous: false },
  };
}

function invited(
  { score, comment, answers }: { score: number; comment?: string; answers?: ResponseState['answers'] },
  metric: Metric,
  given: Given,
  asked: Invitation,
  circumstances: Circumstances,
): ResponseState {
  const { contactId, accountId, programId, touchpoint } = asked;
  const { now, newId } = circumstances;
  const anonymous = isOccasion(asked);
  const suspicion = isOccasion(asked) ? asked.setAside : undefined;
  const judged = suspicion === undefined ? given : { ...given, signals: { ...given.signals, suspicion } };
  return {
    responseId: anonymous ? asked.invitationId : newId(),
    invitationId: anonymous ? null : asked.invitationId,
    ...{ revision: 1, contactId, accountId, programId, touchpoint, metric, score, comment: tidyText(comment ?? '') },
    ...{ answers, channel: given.channel, change: 'answered', ...firstStanding(judged, score, circumstances) },
    ...{ answeredAt: now, revisedAt: now, source: null, externalId: null, sourceUpdatedAt: null },
    ...{ historic: false, anonymous },
  };
}
