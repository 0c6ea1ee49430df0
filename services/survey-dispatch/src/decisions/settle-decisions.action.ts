import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { extendLineage, newId, publish, Reconsider, TakenBefore, type Transaction, timestamp } from '#messaging';
import { leaveRoom, type PersonOfAccount } from '../budget/account-budget.query.js';
import { takeContactBudget } from '../budget/contact-budget.query.js';
import { insertInvitations } from '../invitations/insert-invitations.query.js';
import { invitationOf, schedules } from '../invitations/invitation.rules.js';
import { variantOf } from '../programs/sticky.rules.js';
import { scopeOf, withoutBudget } from './budget-verdict.rules.js';
import type { Decision, Facts } from './decide.rules.js';
import { dropDeferred, keepDeferred } from './deferred-asks.query.js';
import { holdAccounts, peopleOf } from './hold-accounts.action.js';
import { insertDecisions, updateDecisions } from './insert-decisions.query.js';
import { type MadeDecision, toDecisionMade, toInvitationScheduled } from './made-decision.rules.js';

/** How long accounts are held from the beginning, after one of them was near its cap. */
const CAUTIOUS_MS = 60_000;

/** Takes the budgets for what is to be asked, keeps what then is decided, and publishes it. */
@Injectable()
export class SettleDecisions {
  private cautiousUntil = 0;

  async settle(transaction: Transaction, wished: readonly Decision[], facts: Facts): Promise<void> {
    if (!facts.policy.account) {
      await settleBut(transaction, wished, facts);
      return;
    }
    const isCautious = facts.now < this.cautiousUntil;
    const possible = isCautious ? await holdAccounts(transaction, wished, facts) : wished;
    const people = peopleOf(await settleBut(transaction, possible, facts));
    if (!isCautious) transaction.sendLast(() => this.expectRoom(transaction, people, facts));
  }

  /**
   * As if no account had a cap, everything was settled; now the accounts are looked at, last of all, so that whoever else asks
   * their people hardly waits. Where one of them may be near its cap, all is done once more, with care.
   */
  private async expectRoom(transaction: Transaction, people: readonly PersonOfAccount[], facts: Facts): Promise<void> {
    try {
      await leaveRoom(transaction, facts.policy.account!, people);
    } catch (error) {
      if (error instanceof Reconsider) this.cautiousUntil = facts.now + CAUTIOUS_MS;
      throw error;
    }
  }
}

/** Settles but for the accounts' caps; returns what is asked. */
async function settleBut(
  transaction: Transaction,
  possible: readonly Decision[],
  facts: Facts,
): Promise<readonly MadeDecision[]> {
  const refused = await takeContactBudget(
    transaction,
    facts.policy,
    possible.flatMap(({ outcome, event, program, dueAt }) =>
      outcome === 'asked'
        ? [{ contactId: event.data.contactId, dueAt: timestamp(new Date(dueAt!)), scope: scopeOf(program!) }]
        : [],
    ),
  );
  const decisions = refused.size === 0 ? possible : withoutBudget(possible, refused, facts);
  const scheduleOf = schedules();
  const made = decisions.map((decision) => make(decision, scheduleOf, facts.now));
  const asked = made.filter(({ outcome }) => outcome === 'asked');
  keep(transaction, made, asked, new Date(facts.now));
  announce(transaction, made, asked, new Date(facts.now));
  return asked;
}

function keep(
  transaction: Transaction,
  made: readonly MadeDecision[],
  asked: readonly MadeDecision[],
  now: Date,
): void {
  const again = made.filter(({ deferral }) => deferral);
  const first = again.length === 0 ? made : made.filter(({ deferral }) => !deferral);
  const decidedAt = now.toISOString();
  transaction.sendWithCommit(insertDecisions(transaction, first, decidedAt).catch(explain));
  const deferred = made.filter(({ outcome }) => outcome === 'deferred');
  if (deferred.length > 0) transaction.sendWithCommit(keepDeferred(transaction, deferred));
  if (again.length > 0) {
    const ended = again.filter(({ outcome }) => outcome !== 'deferred').map(({ decisionId }) => decisionId);
    transaction.sendWithCommit(updateDecisions(transaction, again, decidedAt));
    transaction.sendWithCommit(dropDeferred(transaction, ended));
  }
  const { type } = contracts.invitationScheduled;
  const chain = asked.map((it) => extendLineage(it.event.lineage, { type, id: it.decisionId, time: now }));
  transaction.sendWithCommit(insertInvitations(transaction, asked, chain));
}

function announce(
  transaction: Transaction,
  made: readonly MadeDecision[],
  asked: readonly MadeDecision[],
  now: Date,
): void {
  const decidedAt = now.toISOString();
  for (const it of made)
    publish(transaction, contracts.decisionMade, toDecisionMade(it, decidedAt), it.event, { time: now });
  for (const it of asked) {
    const options = { id: it.decisionId, time: now };
    publish(transaction, contracts.invitationScheduled, toInvitationScheduled(it, it.invitation!), it.event, options);
  }
}

/** The others are decided without the events that were decided before. */
function explain(error: unknown): never {
  throw (error as { constraint?: string }).constraint === 'decisions_once' ? new TakenBefore() : error;
}

function make(decision: Decision, scheduleOf: ReturnType<typeof schedules>, now: number): MadeDecision {
  const { event, program, contact, outcome, reason, releaseAt, latestAt, deferral } = decision;
  const decisionId = deferral?.decisionId ?? newId(now);
  const settled = { event, program, contact, outcome, reason, releaseAt, latestAt, deferral, decisionId };
  if (outcome !== 'asked') return settled;
  const { variants, survey, programId } = program!;
  const variant = variants.length > 0 ? variantOf(programId, variants, contact!.contactId) : undefined;
  const schedule = scheduleOf(program!, decision.dueAt!);
  const invitation = invitationOf(variant?.survey ?? survey, contact!.locale, schedule);
  return { ...settled, dueAt: decision.dueAt, channel: decision.channel, variant: variant?.name, invitation };
}
