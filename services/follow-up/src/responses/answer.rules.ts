import type { AccountValue } from '../accounts/account.rules.js';
import type { OwnerSource } from '../queues/owner.rules.js';
import type { Insight } from './insight.rules.js';

/** The event that told of an answer; what follows from the answer names it as its cause. */
export interface Origin {
  readonly id: string;
  readonly correlationId: string;
  readonly lineage: string;
  readonly traceparent?: string;
}

/** A scored answer with all that decides what follows from it. */
export interface Answer extends AccountValue {
  readonly responseId: string;
  readonly contactId: string;
  readonly accountId: string | null;
  /** 0 to 10. */
  readonly score: number;
  /** The contact's role at the account. */
  readonly role: string | null;
  readonly owner: string;
  readonly ownerSource: OwnerSource;
  /** What was found in the comment, where that is known already. */
  readonly insight: Insight | null;
  readonly origin: Origin;
}

/** What orders the follow-ups of an answer in their topic: its account, or its contact where no account is known. */
export function accountKey({ accountId, contactId }: Pick<Answer, 'accountId' | 'contactId'>): string {
  return accountId ?? contactId;
}
