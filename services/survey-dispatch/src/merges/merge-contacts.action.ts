import { Injectable } from '@nestjs/common';
import { type Cause, Clock, type MergedId, type Transaction } from '#messaging';
import { HeldPolicy } from '../budget/budget-policy.query.js';
import { changeInvitations } from '../invitations/change-invitations.action.js';
import { type AskOfSurvivor, readAsksOf } from './asks-of-survivors.query.js';
import { clashingAsks, type MadeAsk } from './clashing-asks.rules.js';
import { lastSurvivors } from './last-survivors.action.js';
import { mergeBudgets } from './merge-budgets.query.js';
import { moveContactRecords } from './moved-records.query.js';

const DAY_MS = 86_400_000;

/** Takes contacts that turned out to be others for those: what is kept of them, and their budgets. */
@Injectable()
export class MergeContacts {
  constructor(
    private readonly heldPolicy: HeldPolicy,
    private readonly clock: Clock,
  ) {}

  /**
   * Merges contacts into their survivors; doing it again changes nothing. Where both were to be asked, and that is too often
   * for one person, the later ask is taken back.
   * @param causes by merged id
   */
  async merge(transaction: Transaction, told: readonly MergedId[], causes: ReadonlyMap<string, Cause>): Promise<void> {
    const now = this.clock.now();
    const pairs = await lastSurvivors(transaction, 'contact', told);
    if (pairs.length === 0) return;
    const contacted = await mergeBudgets(transaction, pairs);
    await moveContactRecords(transaction, pairs, now);
    const policy = await this.heldPolicy.get(transaction);
    const longest = Math.max(policy.allDays, policy.relationshipDays, policy.touchpointDays) * DAY_MS;
    const survivors = [...new Set(pairs.map(({ survivorId }) => survivorId))];
    const asks = await readAsksOf(transaction, survivors, new Date(now.getTime() - longest));
    const clashes = survivors.flatMap((survivorId) => {
      const own = new Set(pairs.flatMap((pair) => (pair.survivorId === survivorId ? [pair.id, survivorId] : [])));
      const ofSurvivor = asks.filter(({ contactId }) => contactId === survivorId);
      const reminders = contacted.filter(({ contactId }) => own.has(contactId));
      const made: MadeAsk[] = [...ofSurvivor, ...reminders.map(({ at }) => ({ at, isPending: false }))];
      return clashingAsks(made, policy);
    });
    await changeInvitations(transaction, 'cancelled', {
      changes: clashes.map((invitationId) => ({ invitationId, reason: 'merged' })),
      at: now,
      causes: causesOf(pairs, asks, causes),
    });
  }
}

function causesOf(
  pairs: readonly MergedId[],
  asks: readonly AskOfSurvivor[],
  causes: ReadonlyMap<string, Cause>,
): Map<string, Cause> {
  const bySurvivor = new Map(pairs.map(({ id, survivorId }) => [survivorId, causes.get(id)]));
  return new Map(
    asks.flatMap(({ invitationId, contactId }) => {
      const cause = bySurvivor.get(contactId);
      return cause ? [[invitationId, cause] as const] : [];
    }),
  );
}
