import { Injectable } from '@nestjs/common';
import { Clock, readIdentities, type Transaction } from '#messaging';
import { HeldPolicy } from '../budget/budget-policy.query.js';
import { readContactBudgets } from '../budget/contact-budget.query.js';
import { SurveyDispatchConfig } from '../config.js';
import { readKnownContacts } from '../contacts/known-contacts.query.js';
import { ActivePrograms } from '../programs/active-programs.query.js';
import { keepWaiting } from '../waiting/waiting-events.query.js';
import { decideAgain, decideEvents, type Facts, isErased } from './decide.rules.js';
import type { DeferredAsk } from './deferred-asks.query.js';
import type { JourneyEvent } from './journey-event.rules.js';
import { presentEvents } from './present-events.action.js';
import { SettleDecisions } from './settle-decisions.action.js';

const HOUR_MS = 3_600_000;

/**
 * Decides a chunk of journey events inside its transaction: reads what is known, applies the rules, takes the budgets,
 * keeps decisions and invitations, publishes both. A handful of statements, however many events.
 */
@Injectable()
export class DecideJourneyEvents {
  constructor(
    private readonly activePrograms: ActivePrograms,
    private readonly heldPolicy: HeldPolicy,
    private readonly settling: SettleDecisions,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  /** @param mayWait whether an event of an unknown contact may wait for it; it is decided `unreachable` otherwise */
  async decide(transaction: Transaction, events: readonly JourneyEvent[], mayWait: boolean): Promise<void> {
    const { facts, present } = await this.present(transaction, events, mayWait);
    const { decisions, waiting } = decideEvents(present, facts);
    if (waiting.length > 0) {
      const since = new Date(facts.now);
      await keepWaiting(transaction, waiting, { since, until: this.endOfWait(since) });
    }
    if (decisions.length > 0) await this.settling.settle(transaction, decisions, facts);
  }

  /** Decides deferred asks anew, and says how many; those of a program that was just paused are left as they are. */
  async decideAgain(transaction: Transaction, asks: readonly DeferredAsk[]): Promise<number> {
    const { facts, present } = await this.present(transaction, asks, false);
    const { byId } = await this.activePrograms.read(transaction);
    const candidates = present.flatMap(({ decisionId, latestAt, endedBy, programId, ...event }) => {
      const program = byId.get(programId);
      const rests = program?.state === 'paused' && facts.now <= latestAt && !isErased(event, facts);
      if (!program || (rests && !endedBy)) return [];
      const contact = facts.contacts.get(event.data.contactId);
      return [{ event, program, contact, deferral: { decisionId, latestAt, endedBy } }];
    });
    if (candidates.length > 0) await this.settling.settle(transaction, decideAgain(candidates, facts), facts);
    return candidates.length;
  }

  /** Events as they are now, and what is known of whom they are about. */
  private async present<E extends JourneyEvent>(transaction: Transaction, events: readonly E[], mayWait: boolean) {
    const facts = await this.facts(transaction, events, mayWait);
    const present = await presentEvents(transaction, events, facts.budgets);
    // Of the survivors nothing was read yet; nearly always there is none.
    return { present, facts: present === events ? facts : await this.facts(transaction, present, mayWait) };
  }

  private async facts(transaction: Transaction, events: readonly JourneyEvent[], mayWait: boolean): Promise<Facts> {
    const now = this.clock.now().getTime();
    const contactIds = [...new Set(events.map(({ data }) => data.contactId))];
    const [{ programs, relationships, conditions }, policy] = await Promise.all([
      this.activePrograms.read(transaction),
      this.heldPolicy.get(transaction),
    ]);
    const [, contacts, budgets] = await Promise.all([
      // Nobody is erased or merged between what is read here and the commit.
      readIdentities(transaction),
      readKnownContacts(transaction, contactIds, conditions),
      readContactBudgets(transaction, contactIds),
    ]);
    const closedChannels = this.config.closedChannels();
    return { programs, relationships, policy, contacts, budgets, closedChannels, now, mayWait };
  }

  private endOfWait(since: Date): Date {
    return new Date(since.getTime() + this.config.unknownContactWaitHours * HOUR_MS);
  }
}
