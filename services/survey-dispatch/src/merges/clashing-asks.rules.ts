import type { BudgetPolicy } from '../budget/budget-policy.rules.js';
import type { Scope } from '../budget/contact-budget.rules.js';

const DAY_MS = 86_400_000;

/** An ask of somebody who turned out to be known twice. */
export interface MadeAsk {
  /** Absent for a reminder, or whatever else contacted her without being an ask. */
  readonly invitationId?: string;
  readonly scope?: Scope;
  /** When she is, or was, asked, in epoch milliseconds. */
  readonly at: number;
  /** Whether it can still be taken back. */
  readonly isPending: boolean;
}

/** The asks that are to be taken back so that the others respect the windows: the later ones, of those that still can. */
export function clashingAsks(asks: readonly MadeAsk[], policy: BudgetPolicy): string[] {
  const stay = asks.filter(({ isPending }) => !isPending);
  const clashing: string[] = [];
  const pending = asks.filter(({ isPending }) => isPending).sort((a, b) => a.at - b.at);
  for (const ask of pending) {
    if (stay.some((other) => Math.abs(other.at - ask.at) < windowOf(ask, other, policy)))
      clashing.push(ask.invitationId!);
    else stay.push(ask);
  }
  return clashing;
}

/** How far apart two asks of one person are, at least; in milliseconds. */
function windowOf(ask: MadeAsk, other: MadeAsk, { allDays, relationshipDays, touchpointDays }: BudgetPolicy): number {
  const own = ask.scope === 'relationship' ? relationshipDays : touchpointDays;
  return (ask.scope === other.scope ? Math.max(allDays, own) : allDays) * DAY_MS;
}
