/**
 * How far a response is trusted. `provisional`: the respondent may still be at it; `set_aside`: suspicious, until a person
 * decides; `excluded`: a person decided that it does not count.
 */
export type TrustState = 'provisional' | 'confirmed' | 'set_aside' | 'excluded';

/** What sent an answer, as far as that says nothing of who it was. */
export interface Agent {
  /** The browser's name, such as `Firefox`; absent for what is no known browser. */
  readonly family?: string;
  /** Whether it says of itself that it is a program. */
  readonly isAutomated: boolean;
}

/** How one answer was given. */
export interface Signals {
  /** From the showing of the page to its answer; absent where the form does not say when it was shown. */
  readonly secondsToAnswer?: number;
  readonly agent?: Agent;
  /** Why whoever took a first answer finds it suspicious, such as `too_many_from_one_place`; absent where they do not. */
  readonly suspicion?: string;
}

/** A score that was given to an invitation, and when. */
export interface GivenScore {
  readonly score: number;
  readonly revisedAt: Date;
}

/** Where a response stands. */
export interface Standing {
  readonly state: TrustState;
  readonly stateReason: string | null;
}

/** What an answer is judged by. */
export interface Judged {
  /** Whether a person gave it by themselves, rather than a system that we gave a key to. */
  readonly isRespondent: boolean;
  readonly signals: Signals;
  /** Where the response stood before; absent for a first answer. */
  readonly former?: Standing;
  /** The score that the response has by it. */
  readonly score: number;
  /** Those that it had before. */
  readonly formerScores: readonly GivenScore[];
  readonly changesScore: boolean;
  readonly now: Date;
  /** A page that is answered in less time, in seconds, was not read. */
  readonly fastestAnswerSeconds: number;
}

const MANY_SCORES = 3;
const AT_ONCE_MS = 10_000;

/** Reasons that are about one answer: the next one, which gives no reason, is taken as the respondent's own. */
const OF_ONE_ANSWER: ReadonlySet<string | null> = new Set(['answered_too_fast', 'automated_agent']);

/** Whether a response in this state is part of any number. */
export function doesCount({ state }: Pick<Standing, 'state'>): boolean {
  return state === 'provisional' || state === 'confirmed';
}

/** Whether an answer is passed over: a program never changes what a person said. */
export function isPassedOver({ isRespondent, signals, former }: Judged): boolean {
  return isRespondent && Boolean(signals.agent?.isAutomated) && former !== undefined && doesCount(former);
}

/** Where a response stands after an answer. */
export function standingAfter(judged: Judged): Standing {
  const { isRespondent, former } = judged;
  if (former?.state === 'excluded') return former;
  const suspicion = isRespondent ? suspicionOf(judged) : undefined;
  if (suspicion) return { state: 'set_aside', stateReason: suspicion };
  if (former?.state === 'set_aside' && !OF_ONE_ANSWER.has(former.stateReason)) return former;
  const goesOn = former !== undefined && doesCount(former);
  return { state: isRespondent && !goesOn ? 'provisional' : 'confirmed', stateReason: null };
}

function suspicionOf(judged: Judged): string | undefined {
  const { signals, former, changesScore, fastestAnswerSeconds } = judged;
  if (signals.agent?.isAutomated) return 'automated_agent';
  // Who answered the score in her own time may be quick with what follows.
  const isTimed = former === undefined || !doesCount(former) || changesScore;
  const { secondsToAnswer } = signals;
  if (isTimed && secondsToAnswer !== undefined && secondsToAnswer < fastestAnswerSeconds) return 'answered_too_fast';
  if (changesScore && hasManyScoresAtOnce(judged)) return 'many_scores_at_once';
  return former === undefined ? signals.suspicion : undefined;
}

function hasManyScoresAtOnce({ score, formerScores, now }: Judged): boolean {
  const recent = formerScores.filter(({ revisedAt }) => now.getTime() - revisedAt.getTime() <= AT_ONCE_MS);
  return new Set([score, ...recent.map((it) => it.score)]).size >= MANY_SCORES;
}

/** From when on scores count as given at once, at a moment. */
export function atOnceSince(now: Date): Date {
  return new Date(now.getTime() - AT_ONCE_MS);
}
