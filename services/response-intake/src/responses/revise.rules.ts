import { type FollowUpAnswer, tidyText } from '#survey-documents';
import {
  doesCount,
  type GivenScore,
  isPassedOver,
  type Judged,
  type Signals,
  type Standing,
  standingAfter,
} from '../trust/trust.rules.js';
import type { Change, Channel, Circumstances, Decision, ResponseState } from './response.rules.js';

/** How an answer was given, and by whom where it was not the respondent. */
export interface Given {
  readonly channel: Channel;
  readonly signals?: Signals;
  /** The API key that sent it. */
  readonly by?: string;
}

/** What a response is to say. */
export interface Said {
  readonly score: number;
  /** Stays as it is when absent; an empty one is taken away. */
  readonly comment?: string;
  readonly answers?: readonly FollowUpAnswer[] | null;
  /** When the system that it came from changed it. */
  readonly sourceUpdatedAt?: Date;
}

/** Whether a channel is one by which people answer themselves; the others are systems with a key. */
export function isRespondent({ channel }: Given): boolean {
  return channel !== 'api' && channel !== 'import';
}

/** Where the first answer of a response stands, and what is known of how it was given. */
export function firstStanding(given: Given, score: number, circumstances: Circumstances) {
  const standing = standingAfter(judgedOf(given, score, undefined, [], circumstances));
  return { ...standing, changedBy: changerOf(given, standing), ...tracesOf(given) };
}

/** The revision that an answer makes of a response, if it makes one. */
export function revise(
  said: Said,
  given: Given,
  former: ResponseState,
  formerScores: readonly GivenScore[],
  circumstances: Circumstances,
  isInTime: boolean,
): Decision {
  const { score, answers } = said;
  const judged = judgedOf(given, score, former, formerScores, circumstances);
  if (isPassedOver(judged)) return { kind: 'unchanged', state: former };
  const comment = said.comment === undefined ? former.comment : tidyText(said.comment);
  const sourceUpdatedAt = said.sourceUpdatedAt ?? former.sourceUpdatedAt;
  const isSame = score === former.score && comment === former.comment && sameAnswers(answers, former.answers);
  const standing = standingAfter(judged);
  const comesToCount = !doesCount(former) && doesCount(standing);
  if (isSame && !comesToCount) return settle(former, standing, sourceUpdatedAt);
  if (!isInTime) return { kind: 'refused', because: 'edit window over' };
  const state: ResponseState = {
    ...former,
    ...(comesToCount && tracesOf(given)),
    ...{ revision: former.revision + 1, score, comment, answers, sourceUpdatedAt },
    ...{ channel: given.channel, revisedAt: circumstances.now, ...standing },
    change: changeOf(former, standing, isSame),
    changedBy: changerOf(given, standing, former),
  };
  return { kind: 'revised', state, former };
}

/** What says what is there already is a sign of its respondent, or of its source: no revision, and yet not nothing. */
function settle(former: ResponseState, standing: Standing, sourceUpdatedAt: Date | null): Decision {
  const state = doesCount(former) && doesCount(standing) ? standing.state : former.state;
  if (state === former.state && sourceUpdatedAt?.getTime() === former.sourceUpdatedAt?.getTime()) {
    return { kind: 'unchanged', state: former };
  }
  return { kind: 'unchanged', state: { ...former, state, sourceUpdatedAt }, settles: true };
}

function changeOf(former: ResponseState, standing: Standing, isSame: boolean): Change {
  if (isSame) return 'confirmed';
  return doesCount(former) && !doesCount(standing) ? 'set_aside' : 'revised';
}

/** A rule that set a response aside made the revision as much as its respondent did. */
function changerOf(given: Given, { state, stateReason }: Standing, former?: Standing): string | null {
  const isSetAside = state === 'set_aside' && former?.state !== 'set_aside';
  return (isSetAside ? stateReason : given.by) ?? null;
}

function tracesOf({ signals }: Given): Pick<ResponseState, 'secondsToAnswer' | 'userAgentFamily'> {
  return { secondsToAnswer: signals?.secondsToAnswer ?? null, userAgentFamily: signals?.agent?.family ?? null };
}

function judgedOf(
  given: Given,
  score: number,
  former: ResponseState | undefined,
  formerScores: readonly GivenScore[],
  { now, fastestAnswerSeconds }: Circumstances,
): Judged {
  return {
    isRespondent: isRespondent(given),
    signals: given.signals ?? {},
    former: former && { state: former.state, stateReason: former.stateReason },
    score,
    formerScores: former ? [...formerScores, former] : [],
    changesScore: former !== undefined && former.score !== score,
    now,
    fastestAnswerSeconds,
  };
}

/** Follow-up answers stand in the order of their questions: the same ones are told by their values alone. */
function sameAnswers(one: ResponseState['answers'], other: ResponseState['answers']): boolean {
  if (!one?.length || !other?.length) return !one?.length && !other?.length;
  const told = (answers: readonly FollowUpAnswer[]) =>
    JSON.stringify(answers.map(({ questionId, text, rating, choices }) => [questionId, text, rating, choices]));
  return told(one) === told(other);
}
