import type { AnswerProblem, FollowUpAnswer, Metric } from '#survey-documents';
import type { Standing } from '../trust/trust.rules.js';

/** How an answer came in. */
export type Channel = 'page' | 'widget' | 'link' | 'kiosk' | 'api' | 'import';

/** What made a revision. */
export type Change = 'answered' | 'revised' | 'confirmed' | 'set_aside' | 'excluded' | 'restored';

/** A response's whole state at one revision. */
export interface ResponseState extends Standing {
  readonly responseId: string;
  /** 1 for the first answer; grows by one with every change. */
  readonly revision: number;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly invitationId: string | null;
  readonly programId: string | null;
  readonly touchpoint: string;
  readonly metric: Metric;
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
  readonly change: Change;
  /** Who made this revision, where it was not the respondent: an API key, or the rule that set it aside. */
  readonly changedBy: string | null;
  /** The system that it came from; nothing where it was given to Rapport itself. */
  readonly source: string | null;
  /** Its id in that system. */
  readonly externalId: string | null;
  /** When that system last changed it. */
  readonly sourceUpdatedAt: Date | null;
  /** Whether it counts on its own date, and nothing is done because of it. */
  readonly historic: boolean;
  /** Whether nobody knows who gave it. */
  readonly anonymous: boolean;
  /** From the showing of the page to its answer. */
  readonly secondsToAnswer: number | null;
  readonly userAgentFamily: string | null;
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
  | { readonly kind: 'recorded'; readonly state: ResponseState }
  /** `settles` where what is stored is brought up to date without a revision, such as from provisional to confirmed. */
  | { readonly kind: 'unchanged'; readonly state: ResponseState; readonly settles?: boolean }
  | { readonly kind: 'revised'; readonly state: ResponseState; readonly former: ResponseState }
  | Refused;

/** What an answer is decided against. */
export interface Circumstances {
  readonly now: Date;
  /** How long after its first revision a response can be changed, in milliseconds. */
  readonly editWindowMs: number;
  /** A page that is answered in less time is set aside, in seconds. */
  readonly fastestAnswerSeconds: number;
  /** Makes the id of a response. */
  readonly newId: () => string;
}

/** Whether a response can still be changed by its respondent. */
export function isEditable(
  response: Pick<ResponseState, 'answeredAt'>,
  { now, editWindowMs }: Pick<Circumstances, 'now' | 'editWindowMs'>,
) {
  return now.getTime() <= response.answeredAt.getTime() + editWindowMs;
}
