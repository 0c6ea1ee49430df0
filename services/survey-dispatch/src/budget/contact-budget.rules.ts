import type { BudgetPolicy } from './budget-policy.rules.js';

const DAY_MS = 86_400_000;

/** Which of a contact's windows an ask counts for, besides the one over all. */
export type Scope = 'relationship' | 'touchpoint';

/** What is known of a contact's budget; times in epoch milliseconds. */
export interface ContactBudget {
  readonly lastAskedAt: number | null;
  readonly lastRelationshipAt: number | null;
  readonly lastTouchpointAt: number | null;
  /** Why the contact may never be asked. */
  readonly blocked: string | null;
}

/** Of a contact whom nobody asked. */
export const UNTOUCHED: ContactBudget = {
  lastAskedAt: null,
  lastRelationshipAt: null,
  lastTouchpointAt: null,
  blocked: null,
};

/** Why an ask has to wait, and until when, in epoch milliseconds. */
export interface Wait {
  readonly reason:
    | 'contact_quarantine'
    | 'relationship_window'
    | 'touchpoint_window'
    | 'relationship_reserve'
    | 'account_cap';
  readonly releaseAt: number;
}

/**
 * Why a contact's windows have an ask wait, or nothing. The window that lasts longest is named.
 * @param dueAt when the ask would be made, in epoch milliseconds
 */
export function windowWait(policy: BudgetPolicy, budget: ContactBudget, scope: Scope, dueAt: number): Wait | undefined {
  const all = endOf(budget.lastAskedAt, policy.allDays);
  const own =
    scope === 'relationship'
      ? endOf(budget.lastRelationshipAt, policy.relationshipDays)
      : endOf(budget.lastTouchpointAt, policy.touchpointDays);
  const releaseAt = Math.max(all, own);
  if (releaseAt <= dueAt) return undefined;
  return { reason: own > all ? `${scope}_window` : 'contact_quarantine', releaseAt };
}

function endOf(askedAt: number | null, days: number): number {
  return askedAt === null ? Number.NEGATIVE_INFINITY : askedAt + days * DAY_MS;
}

/** A contact's budget after an ask. */
export function afterAsk(budget: ContactBudget, scope: Scope, dueAt: number): ContactBudget {
  return scope === 'relationship'
    ? { ...budget, lastAskedAt: dueAt, lastRelationshipAt: dueAt }
    : { ...budget, lastAskedAt: dueAt, lastTouchpointAt: dueAt };
}

/** An ask of somebody of an account, which was made or is to be made at a time in epoch milliseconds. */
export interface AccountAsk {
  readonly contactId: string;
  readonly at: number;
}

/**
 * When an account lets another of its people be asked (epoch milliseconds), or nothing where it does at once. All asks less
 * than the period away from `dueAt` are counted, before as well as after it: no period that holds `dueAt` is then exceeded.
 * @param people how many of them may be asked within the period
 */
export function accountRelease(
  asks: readonly AccountAsk[],
  ask: AccountAsk,
  people: number,
  periodMs: number,
): number | undefined {
  const near = new Map<string, number>();
  for (const { contactId, at } of asks) {
    if (contactId === ask.contactId || Math.abs(at - ask.at) >= periodMs) continue;
    near.set(contactId, Math.max(at, near.get(contactId) ?? at));
  }
  if (near.size < people) return undefined;
  if (people === 0) return Number.POSITIVE_INFINITY;
  const latest = [...near.values()].sort((a, b) => a - b);
  return latest[near.size - people]! + periodMs;
}
