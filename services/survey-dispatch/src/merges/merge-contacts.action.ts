import { Injectable } from '@nestjs/common';
import { type Cause, Clock, type MergedId, type Transaction } from '#messaging';
import { HeldPolicy } from '../budget/budget-policy.query.js';
import { changeInvitations } from '../invitations/change-invitations.action.js';
import { readAsksOf } from './asks-of-contacts.query.js';
import { clashingAsks } from './clashing-asks.rules.js';
import { lastSurvivors } from './last-survivors.action.js';
import { holdBudgets, mergeBudgets } from './merge-budgets.query.js';
import { moveContactRecords } from './moved-records.query.js';

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
    const pairs = await lastSurvivors(transaction, 'contact', told);
    if (pairs.length === 0) return;
    await this.takeBackClashing(transaction, pairs, causes);
    await mergeBudgets(transaction, pairs);
    await moveContactRecords(transaction, pairs, this.clock.now());
  }

  /** While the asks have their own ids still: what was taken for each of them is given back under that. */
  private async takeBackClashing(
    transaction: Transaction,
    pairs: readonly MergedId[],
    causes: ReadonlyMap<string, Cause>,
  ): Promise<void> {
    const survivorOf = new Map(
      pairs.flatMap(({ id, survivorId }) => [[id, survivorId] as const, [survivorId, survivorId] as const]),
    );
    const causeOf = new Map(pairs.map(({ id, survivorId }) => [survivorId, causes.get(id)]));
    const ids = [...survivorOf.keys()];
    const reminders = await holdBudgets(transaction, ids);
    const asks = await readAsksOf(transaction, ids);
    const made = [...asks, ...reminders.map((reminder) => ({ ...reminder, isPending: false }))];
    const policy = await this.heldPolicy.get(transaction);
    const ofPerson = Map.groupBy(made, ({ contactId }) => survivorOf.get(contactId)!);
    const causesOfAsks = new Map<string, Cause>();
    const changes = [...ofPerson].flatMap(([survivorId, some]) => {
      const cause = causeOf.get(survivorId);
      return clashingAsks(some, policy).map((invitationId) => {
        if (cause) causesOfAsks.set(invitationId, cause);
        return { invitationId, reason: 'merged' };
      });
    });
    await changeInvitations(transaction, 'cancelled', { changes, at: this.clock.now(), causes: causesOfAsks });
  }
}
