import type { Questionnaire } from '#survey-documents';
import type { Invitation } from '../invitations/invitation.rules.js';
import { doesCount, type GivenScore } from '../trust/trust.rules.js';
import type { Answer } from './answer.rules.js';
import { decide, type KnownToAnswer } from './decide-answer.rules.js';
import { AS_THEY_WERE, type PresentIds, underPresentIds } from './present-ids.rules.js';
import type { Circumstances, Decision, Refused, ResponseState } from './response.rules.js';
import type { Given } from './revise.rules.js';

/** An answer on its way in. */
export interface Submission extends Given {
  readonly answer: Answer;
  /** W3C trace context of the request. */
  readonly traceparent?: string;
  /** Lets a caller send the same again without a second effect. */
  readonly idempotency?: { readonly caller: string; readonly key: string; readonly bodyHash: string };
}

/** What a caller is told of a response; without personal data, since it is remembered with the idempotency key. */
export interface Receipt {
  readonly responseId: string;
  readonly revision: number;
  readonly answeredAt: string;
  readonly revisedAt: string;
}

/** What became of one submission. */
export type Outcome =
  | { readonly kind: 'recorded' | 'revised' | 'unchanged'; readonly receipt: Receipt; readonly replayed: boolean }
  | Refused;

/** An idempotency key with what it was answered. */
export interface Remembered {
  readonly caller: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly kind: 'recorded' | 'revised' | 'unchanged';
  readonly receipt: Receipt;
}

/** What is stored about the invitations and idempotency keys of a group. */
export interface KnownToGroup {
  readonly invitations: readonly Invitation[];
  /** The versions that they ask, by id; null is plain NPS. */
  readonly surveys?: ReadonlyMap<string | null, Questionnaire>;
  readonly responses: readonly ResponseState[];
  /** Scores that these responses had lately, before those that they have. */
  readonly formerScores?: readonly (GivenScore & { readonly responseId: string })[];
  readonly remembered: readonly Remembered[];
  /** Whom the ids of the invitations and answers mean; as they say where absent. */
  readonly ids?: PresentIds;
}

/** What a group of submissions comes to: an outcome for each, and what is written for all of them together. */
export interface GroupPlan {
  readonly outcomes: Outcome[];
  /** Responses that are new, at their last revision. */
  readonly inserted: ResponseState[];
  /** Responses that were there and are changed or settled, at their last revision. */
  readonly updated: ResponseState[];
  /** Revisions that are no longer the last. */
  readonly former: ResponseState[];
  /**
   * Every new revision in order that moves a number, with the invitation whose chain and the request whose trace it
   * continues: of what never counted nobody is told.
   */
  readonly revisions: {
    readonly state: ResponseState;
    readonly invitation?: Invitation;
    readonly traceparent?: string;
  }[];
  readonly remembered: Remembered[];
}

/** What a response answers, or where it came from: what names the same again is about the same response. */
function nameOfResponse({ invitationId, source, externalId, responseId }: ResponseState): string {
  return invitationId ?? (externalId === null ? responseId : nameInSource(source, externalId));
}

const nameInSource = (source: string | null | undefined, externalId: string) => `${source}\n${externalId}`;
const nameOf = ({ caller, key }: { caller: string; key: string }) => `${caller}\n${key}`;

/** Decides the submissions of a group one after the other, each against what those before it left. */
export function planGroup(
  submissions: readonly Submission[],
  known: KnownToGroup,
  circumstances: Circumstances,
): GroupPlan {
  const book = new Book(known, circumstances);
  const outcomes = submissions.map((submission) => book.take(submission));
  const { former, revisions, remembered } = book;
  return {
    outcomes,
    inserted: [...book.inserted.values()],
    updated: [...book.updated.values()],
    former,
    revisions,
    remembered,
  };
}

/** What is known while a group is decided: first what is stored, then more with every submission. */
class Book {
  readonly inserted = new Map<string, ResponseState>();
  readonly updated = new Map<string, ResponseState>();
  readonly former: ResponseState[] = [];
  readonly revisions: GroupPlan['revisions'] = [];
  readonly remembered: Remembered[] = [];
  private readonly invitations: ReadonlyMap<string, Invitation>;
  private readonly surveys: KnownToGroup['surveys'];
  private readonly responses: Map<string, ResponseState>;
  private readonly formerScores: Map<string, GivenScore[]>;
  private readonly keys: Map<string, Remembered>;
  private readonly ids: PresentIds;

  constructor(
    known: KnownToGroup,
    private readonly circumstances: Circumstances,
  ) {
    this.surveys = known.surveys;
    const ids = known.ids ?? AS_THEY_WERE;
    this.ids = ids;
    this.invitations = new Map(known.invitations.map((it) => [it.invitationId, underPresentIds(it, ids)]));
    this.responses = new Map(known.responses.map((it) => [nameOfResponse(it), it]));
    this.formerScores = Map.groupBy(known.formerScores ?? [], ({ responseId }) => responseId);
    this.keys = new Map(known.remembered.map((it) => [nameOf(it), it]));
  }

  take(submission: Submission): Outcome {
    const { idempotency } = submission;
    const before = idempotency && this.keys.get(nameOf(idempotency));
    if (before) {
      if (before.bodyHash !== idempotency.bodyHash) return { kind: 'refused', because: 'key reused' };
      return { kind: before.kind, receipt: before.receipt, replayed: true };
    }
    const answer = underPresentIds(submission.answer, this.ids);
    const invitation = this.askedBy(answer);
    const decision = decide(answer, submission, this.knownTo(answer, invitation), this.circumstances);
    if (decision.kind === 'refused') return decision;
    this.note(decision, { invitation, traceparent: submission.traceparent });
    const outcome = { kind: decision.kind, receipt: receiptOf(decision.state) };
    if (idempotency) this.remember({ ...idempotency, ...outcome });
    return { ...outcome, replayed: false };
  }

  private knownTo(answer: Answer, invitation: Invitation | undefined): KnownToAnswer {
    const response = this.answered(answer, invitation);
    return {
      invitation,
      response,
      formerScores: response && this.formerScores.get(response.responseId),
      survey: invitation && this.surveys?.get(invitation.surveyVersionId),
      isErased: [invitation?.contactId ?? answer.contactId, response?.contactId].some(
        (id) => id && this.ids.erased.has(id),
      ),
    };
  }

  /** The response that an answer is about, where there is one. */
  private answered(answer: Answer, invitation: Invitation | undefined): ResponseState | undefined {
    if (invitation) return this.responses.get(invitation.invitationId);
    if (answer.invitationId !== undefined || answer.externalId === undefined) return undefined;
    return this.responses.get(nameInSource(answer.source, answer.externalId));
  }

  /** The invitation that an answer names, or the opening of a link that it is given to. */
  private askedBy({ invitationId, ...answer }: Answer): Invitation | undefined {
    if ('occasion' in answer && answer.occasion) return underPresentIds(answer.occasion, this.ids);
    return invitationId === undefined ? undefined : this.invitations.get(invitationId);
  }

  private note(decision: Exclude<Decision, Refused>, about: Omit<GroupPlan['revisions'][number], 'state'>): void {
    const { kind, state } = decision;
    if (kind === 'unchanged' && !decision.settles) return;
    const isNew = kind === 'recorded' || this.inserted.has(state.responseId);
    (isNew ? this.inserted : this.updated).set(state.responseId, state);
    this.responses.set(nameOfResponse(state), state);
    if (kind === 'unchanged') return;
    const former = kind === 'revised' ? decision.former : undefined;
    if (former) {
      this.former.push(former);
      const scores = this.formerScores.get(former.responseId) ?? [];
      this.formerScores.set(former.responseId, [...scores, former]);
    }
    if (doesCount(state) || (former && doesCount(former))) this.revisions.push({ state, ...about });
  }

  private remember(remembered: Remembered): void {
    this.keys.set(nameOf(remembered), remembered);
    this.remembered.push(remembered);
  }
}

function receiptOf({ responseId, revision, answeredAt, revisedAt }: ResponseState): Receipt {
  return { responseId, revision, answeredAt: answeredAt.toISOString(), revisedAt: revisedAt.toISOString() };
}
