import { type Transaction, timestamp } from '#messaging';
import { holdAccountBudget } from '../budget/account-budget.query.js';
import type { BudgetPolicy } from '../budget/budget-policy.rules.js';
import { takeContactBudget } from '../budget/contact-budget.query.js';
import { giveBackBudget } from '../budget/give-back.query.js';
import { nextSendingTime } from '../budget/sending-hours.rules.js';
import { changeInvitations } from '../invitations/change-invitations.action.js';
import { type HeldInvitation, readHeldInvitations, releaseHeld } from './held-invitations.query.js';

interface Retimed extends HeldInvitation {
  readonly at: number;
  readonly scope: 'relationship' | 'touchpoint';
}

/**
 * Has the waiting invitations of a program be sent. Those whose time passed are asked now and take the budget anew, as of
 * now: where somebody else asked the contact, or people of the account, meanwhile, they are cancelled.
 */
export async function releaseInvitations(
  transaction: Transaction,
  programId: string,
  { policy, now }: { policy: BudgetPolicy; now: Date },
): Promise<void> {
  const held = await readHeldInvitations(transaction, programId, now);
  const late = held.filter(({ dueAt }) => dueAt < now.getTime());
  await releaseHeld(
    transaction,
    held.filter(({ dueAt }) => dueAt >= now.getTime()),
  );
  await giveBackBudget(
    transaction,
    late.map(({ invitationId }) => invitationId),
  );
  const retimed = late.map((it) => retime(it, policy, now.getTime()));
  const refused = await takeAnew(transaction, retimed, policy);
  const granted = retimed.filter((it) => !refused.has(it));
  await releaseHeld(
    transaction,
    granted.map(({ invitationId, at }) => ({ invitationId, dueAt: at })),
  );
  const changes = [...refused].map(([{ invitationId }, reason]) => ({ invitationId, reason }));
  await changeInvitations(transaction, 'cancelled', { changes, at: now });
}

function retime(held: HeldInvitation, policy: BudgetPolicy, now: number): Retimed {
  const at = nextSendingTime(policy.sendingHours, held.timeZone ?? policy.defaultTimeZone, now);
  return { ...held, at, scope: held.kind === 'relationship' ? 'relationship' : 'touchpoint' };
}

async function takeAnew(
  transaction: Transaction,
  asks: readonly Retimed[],
  policy: BudgetPolicy,
): Promise<Map<Retimed, string>> {
  const refused = new Map<Retimed, string>();
  const first = new Map(asks.toReversed().map((ask) => [ask.contactId, ask]));
  for (const ask of asks) if (first.get(ask.contactId) !== ask) refused.set(ask, 'contact_quarantine');
  for (const ask of first.values()) if (ask.at >= ask.expiresAt) refused.set(ask, 'expired');
  const people = asks.flatMap((ask) =>
    refused.has(ask) || !ask.accountId ? [] : [{ ...ask, ask, accountId: ask.accountId }],
  );
  const ids = asks.map(({ invitationId }) => invitationId);
  if (policy.account)
    for (const [{ ask }] of await holdAccountBudget(transaction, policy.account, people, ids))
      refused.set(ask, 'account_cap');
  const wished = asks.filter((ask) => !refused.has(ask));
  const blocked = await takeContactBudget(
    transaction,
    policy,
    wished.map(({ contactId, at, scope }) => ({ contactId, scope, dueAt: timestamp(new Date(at)) })),
  );
  for (const ask of wished) {
    const budget = blocked.get(ask.contactId);
    if (budget) refused.set(ask, budget.blocked ?? 'contact_quarantine');
  }
  return refused;
}
