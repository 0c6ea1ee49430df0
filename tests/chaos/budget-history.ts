import type { DataSource } from 'typeorm';
import { Transactions } from '#messaging';
import { type Harness, HOUR } from '#testing';
import { HeldPolicy } from '../../services/survey-dispatch/src/budget/budget-policy.query.js';
import type { BudgetPolicy } from '../../services/survey-dispatch/src/budget/budget-policy.rules.js';
import { blockContacts, countReminder } from '../../services/survey-dispatch/src/budget/count-contacting.query.js';
import { changeInvitations } from '../../services/survey-dispatch/src/invitations/change-invitations.action.js';
import { MergeContacts } from '../../services/survey-dispatch/src/merges/merge-contacts.action.js';
import { holdInvitations } from '../../services/survey-dispatch/src/programs/held-invitations.query.js';
import { releaseInvitations } from '../../services/survey-dispatch/src/programs/release-invitations.action.js';
import { type Happening, PROGRAMS, type Step, TOUCHPOINTS } from './budget-steps.js';
import { Dispatcher } from './dispatchers.js';

const START = Date.parse('2026-03-01T12:00:00Z');

/** An ask that was made, and not taken back before it was sent; the time in epoch milliseconds. */
export interface MadeAsk {
  readonly invitationId: string;
  readonly contact: string;
  readonly at: number;
  readonly relationship: boolean;
  /** Whom it was made to, where that turned out to be somebody else as well after it was sent. */
  readonly sentTo: string | undefined;
}

/** A reminder that was counted, and the invitations that there were before it. */
export interface MadeReminder {
  contact: string;
  readonly at: number;
  readonly before: Set<string>;
}

interface Stage {
  readonly policy: BudgetPolicy;
  readonly sources: readonly DataSource[];
  readonly database: Harness['database'];
}

/** A few contacts of one account, and two dispatchers with clocks of their own that decide about them. */
export class BudgetHistory {
  readonly reminders: MadeReminder[] = [];
  private readonly survivors = new Map<string, string>();
  private readonly sentBeforeMerge = new Map<string, string>();
  private readonly asksWhenBlocked = new Map<string, number>();
  private readonly both: readonly Dispatcher[];

  constructor(
    private readonly run: string,
    private readonly stage: Stage,
  ) {
    this.both = stage.sources.map((source) => new Dispatcher(new Transactions(source, 1), new Date(START)));
  }

  /** Makes the contacts. */
  async begin(people: number): Promise<void> {
    await this.stage.database.query(
      `INSERT INTO survey_dispatch.contacts (contact_id, version, account_id, email, locale, time_zone, email_consent)
       SELECT $1 || '-' || n, 1, $1, 'x@y.example', 'en', 'Asia/Kolkata', true FROM generate_series(0, $2::int - 1) n`,
      [this.run, people],
    );
  }

  async happen(step: Step): Promise<void> {
    const [one, other] = this.both as readonly [Dispatcher, Dispatcher];
    switch (step.kind) {
      case 'both':
        await Promise.all([one.decide(this.eventsOf(step.first)), other.decide(this.eventsOf(step.second))]);
        return;
      case 'events':
        return this.both[step.dispatcher]!.decide(this.eventsOf(step.events));
      case 'deferred':
        await Promise.all([one.takeUpDeferred(), other.takeUpDeferred(), one.decide(this.eventsOf(step.events))]);
        return;
      case 'time':
        for (const { clock } of this.both) clock.advance(step.hours * HOUR);
        return;
      case 'step':
        this.both[step.dispatcher]!.clock.advance(step.hours * HOUR);
        return;
      case 'crash':
        return this.both[step.dispatcher]!.crash(this.eventsOf(step.events));
      case 'restart':
        this.both[step.dispatcher]!.restart();
        return;
      case 'repartition':
        return this.repartition(step.dispatcher, this.eventsOf(step.events));
      case 'remind':
        return this.remind(this.nameOf(step.who));
      case 'send':
        return this.send(this.nameOf(step.who));
      case 'cancel':
        await Promise.all([this.cancel(this.nameOf(step.who)), other.decide(this.eventsOf(step.events))]);
        return;
      case 'pause':
        return one.run(async (transaction) => {
          await transaction.query(`UPDATE programs SET state = 'paused' WHERE program_id = $1`, [
            PROGRAMS[step.program],
          ]);
          await holdInvitations(transaction, PROGRAMS[step.program]!);
        });
      case 'resume':
        await Promise.all([this.resume(step.dispatcher), other.decide(this.eventsOf(step.events))]);
        return;
      case 'merge':
        await Promise.all([this.merge(step.who, step.into), other.decide(this.eventsOf(step.events))]);
        return;
      case 'block':
        await one.run(async (transaction) => {
          await blockContacts(transaction, [this.nameOf(step.who)], 'opted_out');
        });
        return this.noteBlocked(this.nameOf(step.who));
    }
  }

  /** The asks that were made, in their order. */
  async asks(): Promise<MadeAsk[]> {
    const rows = await this.stage.database.query<{ id: string; contact: string; at: Date; program: string }>(
      `SELECT i.invitation_id AS id, i.contact_id AS contact, coalesce(i.held_due_at, i.due_at) AS at, d.program_id AS program
       FROM survey_dispatch.invitations i JOIN survey_dispatch.decisions d ON d.decision_id = i.invitation_id
       WHERE d.account_id = $1 AND NOT (i.state = 'cancelled' AND i.attempts = 0) ORDER BY 3`,
      [this.run],
    );
    return rows.map(({ id, contact, at, program }) => ({
      invitationId: id,
      contact,
      at: at.getTime(),
      relationship: program === 'relationship',
      sentTo: this.sentBeforeMerge.get(id),
    }));
  }

  /** Who was asked after they were blocked. */
  async asksSinceBlocked(): Promise<string[]> {
    const more: string[] = [];
    for (const [contactId, asks] of this.asksWhenBlocked)
      if ((await this.invitationsOf(contactId)).length !== asks) more.push(contactId);
    return more;
  }

  private nameOf(who: number): string {
    return `${this.run}-${who}`;
  }

  private eventsOf(happenings: readonly Happening[]) {
    const events = happenings.map(({ who, touchpoint, id }) => ({
      id: `${this.run}-${id}-${who}-${touchpoint}`,
      ...{ source: '/crm', correlationId: this.run, lineage: '' },
      data: { contactId: this.nameOf(who), touchpoint: TOUCHPOINTS[touchpoint]! },
    }));
    return [...new Map(events.map((event) => [event.id, event])).values()];
  }

  private async repartition(from: number, events: ReturnType<BudgetHistory['eventsOf']>): Promise<void> {
    await this.both[from]!.crash(events);
    await Promise.all([this.both[1 - from]!.decide(events), this.both[from]!.decide(events.toReversed())]);
  }

  private async remind(contact: string): Promise<void> {
    const at = this.both[0]!.clock.now();
    const before = new Set((await this.invitationsOf(contact)).map(({ id }) => id));
    await this.both[0]!.run(async (transaction) => {
      const counted = await countReminder(transaction, [{ contactId: contact, at }]);
      if (counted.has(contact)) this.reminders.push({ contact, at: at.getTime(), before });
    });
  }

  /** As if a dispatcher had sent everything that waits for a contact. */
  private async send(contact: string): Promise<void> {
    await this.stage.database.query(
      `UPDATE survey_dispatch.invitations SET state = 'sent', attempts = 1
       WHERE contact_id = $1 AND state = 'scheduled' AND held_due_at IS NULL`,
      [contact],
    );
  }

  private async cancel(contact: string): Promise<void> {
    const changes = (await this.invitationsOf(contact)).map(({ id }) => ({ invitationId: id, reason: 'taken back' }));
    const at = this.both[0]!.clock.now();
    await this.both[0]!.run(async (transaction) => {
      await changeInvitations(transaction, 'cancelled', { changes, at });
    });
  }

  private async resume(dispatcher: number): Promise<void> {
    const { clock } = this.both[dispatcher]!;
    for (const programId of PROGRAMS)
      await this.both[dispatcher]!.run(async (transaction) => {
        await transaction.query(`UPDATE programs SET state = 'active' WHERE program_id = $1`, [programId]);
        await releaseInvitations(transaction, programId, { policy: this.stage.policy, now: clock.now() });
      });
  }

  private async merge(who: number, into: number): Promise<void> {
    const [id, survivorId] = [this.presentName(who), this.presentName(into)];
    if (id === survivorId) return;
    const [one] = this.both as readonly [Dispatcher];
    const wasBlocked = [id, survivorId].filter((it) => this.asksWhenBlocked.delete(it)).length > 0;
    const merging = new MergeContacts(new HeldPolicy(), one.clock);
    await one.run(async (transaction) => {
      await merging.merge(transaction, [{ id, survivorId }], new Map());
      // What was sent to both before cannot be taken back any more.
      for (const { id: sent, attempts, contact } of await this.invitationsOf(id, survivorId))
        if (attempts > 0 && !this.sentBeforeMerge.has(sent)) this.sentBeforeMerge.set(sent, contact);
    });
    this.survivors.set(id, survivorId);
    const all = (await this.invitationsOf(survivorId)).map((it) => it.id);
    for (const reminder of this.reminders)
      if (reminder.contact === id || reminder.contact === survivorId) {
        reminder.contact = survivorId;
        for (const invitationId of all) reminder.before.add(invitationId);
      }
    if (wasBlocked) await this.noteBlocked(survivorId);
  }

  private presentName(who: number): string {
    let name = this.nameOf(who);
    while (this.survivors.has(name)) name = this.survivors.get(name)!;
    return name;
  }

  private async noteBlocked(contact: string): Promise<void> {
    if (!this.asksWhenBlocked.has(contact))
      this.asksWhenBlocked.set(contact, (await this.invitationsOf(contact)).length);
  }

  private invitationsOf(...contacts: string[]): Promise<{ id: string; contact: string; attempts: number }[]> {
    return this.stage.database.query(
      `SELECT invitation_id AS id, contact_id AS contact, attempts FROM survey_dispatch.invitations
       WHERE contact_id = ANY ($1::text[])`,
      [contacts],
    );
  }
}
