import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, extendLineage, newId, publish, type Transaction, UnprocessableEvent } from '#messaging';
import { SurveyDispatchConfig } from '../config.js';
import { readKnownContacts } from '../contacts/known-contacts.query.js';
import { insertInvitations } from '../invitations/insert-invitations.query.js';
import { invitationOf, type Schedule, schedulesOf } from '../invitations/invitation.rules.js';
import type { ActiveProgram } from '../programs/active-program.rules.js';
import { ActivePrograms } from '../programs/active-programs.query.js';
import { keepWaiting } from '../waiting/waiting-events.query.js';
import { takeContactBudget } from './contact-budget.query.js';
import { type Decision, decideEvents, withoutBudget } from './decide.rules.js';
import { insertDecisions } from './insert-decisions.query.js';
import type { JourneyEvent } from './journey-event.rules.js';
import { type MadeDecision, toDecisionMade, toInvitationScheduled } from './made-decision.rules.js';

const HOUR_MS = 3_600_000;

/**
 * Decides a chunk of journey events inside its transaction: reads what is known, applies the rules, takes the contact
 * budget, keeps decisions and invitations, publishes both. A handful of statements, however many events.
 */
@Injectable()
export class DecideJourneyEvents {
  constructor(
    private readonly activePrograms: ActivePrograms,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  /** @param mayWait whether an event of an unknown contact may wait for it; it is decided `unreachable` otherwise */
  async decide(transaction: Transaction, events: readonly JourneyEvent[], mayWait: boolean): Promise<void> {
    const now = this.clock.now();
    const contactIds = [...new Set(events.map(({ data }) => data.contactId))];
    const programs = await this.activePrograms.byTouchpoint(transaction);
    const contacts = await readKnownContacts(transaction, contactIds);
    const { decisions, waiting } = decideEvents(events, { programs, contacts, now: now.getTime(), mayWait });
    if (waiting.length > 0) await keepWaiting(transaction, waiting, { since: now, until: this.endOfWait(now) });
    if (decisions.length > 0) await settle(transaction, decisions, now);
  }

  private endOfWait(now: Date): Date {
    return new Date(now.getTime() + this.config.unknownContactWaitHours * HOUR_MS);
  }
}

/** Takes the contact budget for what is to be asked, keeps what then is decided, and publishes it. */
async function settle(transaction: Transaction, wished: readonly Decision[], now: Date): Promise<void> {
  const asking = wished.filter(({ outcome }) => outcome === 'asked');
  const programs = asking.map(({ program }) => program!);
  const schedules = schedulesOf(programs, now.getTime());
  const refused = await takeContactBudget(
    transaction,
    asking.map(({ event, program }) => ({ contactId: event.data.contactId, dueAt: schedules.get(program!)!.dueAt })),
  );
  const decisions = refused.size === 0 ? wished : withoutBudget(wished, refused);
  const made = decisions.map((decision) => make(decision, schedules, now));
  const asked = made.filter(({ outcome }) => outcome === 'asked');
  const decidedAt = now.toISOString();
  transaction.sendWithCommit(insertDecisions(transaction, made, decidedAt).catch(explain));
  const { type } = contracts.invitationScheduled;
  const chain = asked.map((it) => extendLineage(it.event.lineage, { type, id: it.decisionId, time: now }));
  transaction.sendWithCommit(insertInvitations(transaction, asked, chain));
  for (const it of made)
    publish(transaction, contracts.decisionMade, toDecisionMade(it, decidedAt), it.event, { time: now });
  for (const it of asked) {
    const options = { id: it.decisionId, time: now };
    publish(transaction, contracts.invitationScheduled, toInvitationScheduled(it, it.invitation!), it.event, options);
  }
}

/** The chunk's other events are tried without the one that was decided before. */
function explain(error: unknown): never {
  throw (error as { constraint?: string }).constraint === 'decisions_once'
    ? new UnprocessableEvent('this event was decided before', 'id')
    : error;
}

function make(decision: Decision, schedules: ReadonlyMap<ActiveProgram, Schedule>, now: Date): MadeDecision {
  const { event, program, contact, outcome, reason, releaseAt } = decision;
  const invitation =
    outcome === 'asked' ? invitationOf(program!, contact!.locale, schedules.get(program!)!) : undefined;
  const decisionId = newId(now.getTime());
  return { event, program, contact, outcome, reason, releaseAt, decisionId, invitation };
}
