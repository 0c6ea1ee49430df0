import { newId, type Transaction } from '#messaging';
import { readContactBudgets } from '../budget/contact-budget.query.js';
import { readKnownContacts } from '../contacts/known-contacts.query.js';
import { firstIdAt, timeOfId } from '../decisions/decision-id.rules.js';
import type { ActiveProgram } from '../programs/active-program.rules.js';
import type { DryRunContact } from './dry-runs.query.js';
import { readEarlierAsks } from './recorded-events.query.js';
import { type Circumstances, type Fate, type Happening, Replay } from './replay.rules.js';
import type { Slice } from './slices.rules.js';
import type { Tally } from './tally.rules.js';
import { readCadenceContacts, readDatedContacts } from './timed-contacts.query.js';
import { firedByCadence, firedByDates, type Period } from './timed-events.rules.js';
import { Timeline } from './timeline.query.js';

const PAGE = 5_000;
/** How many contacts are named for each program, outcome and reason. */
export const NAMED_CONTACTS = 1_000;

/** What is the same for every slice of a dry run. */
export interface Setting {
  readonly circumstances: Circumstances;
  /** Whether any program looks at attributes. */
  readonly withAudience: boolean;
  readonly period: Period;
  /** Since when asks count that were made before the period, in epoch milliseconds. */
  readonly earlier: number;
  /** A program that time fires and that is tried: it fires as if it had always been active. */
  readonly timed?: ActiveProgram;
  readonly planned: Tally;
  readonly recorded: Tally;
}

/** Replays a slice's contacts, a page at a time; nothing of it is kept elsewhere. */
export class SliceRun {
  /** How many journey events were replayed. */
  events = 0;
  /** Up to when it is replayed, in epoch milliseconds. */
  at: number;
  readonly contacts: DryRunContact[] = [];
  private readonly replay: Replay;
  private timeline: Timeline | undefined;
  private recalled: string | undefined;

  constructor(
    private readonly slice: Slice,
    private readonly setting: Setting,
  ) {
    this.at = setting.period.since;
    this.recalled = firstIdAt(setting.earlier);
    this.replay = new Replay(setting.circumstances, (fate) => this.note(fate));
  }

  /** Does the next page; false when the slice is done. */
  async step(transaction: Transaction): Promise<boolean> {
    if (this.recalled) {
      await this.recall(transaction, this.recalled);
      return true;
    }
    this.timeline ??= await this.open(transaction);
    const part = await this.timeline.next(transaction);
    if (!part) {
      this.replay.end(this.setting.period.until);
      return false;
    }
    for (const { decisionId, settledAt, programId, outcome, reason } of part.decisions)
      this.setting.recorded.add(settledAt ?? timeOfId(decisionId), programId, outcome, reason);
    await this.addContacts(transaction, part.happenings);
    this.replay.play(part.happenings);
    this.events += part.happenings.length;
    this.at = part.until;
    return true;
  }

  private async recall(transaction: Transaction, after: string): Promise<void> {
    const place = { after, until: this.setting.period.since, limit: PAGE };
    const asks = await readEarlierAsks(transaction, this.slice, place);
    for (const ask of asks) this.replay.recall(ask);
    this.recalled = asks.length < PAGE ? undefined : asks.at(-1)!.decisionId;
  }

  private async open(transaction: Transaction): Promise<Timeline> {
    const { timed, period } = this.setting;
    const fired = timed ? await this.firedBy(transaction, timed) : [].values();
    return new Timeline(this.slice, period, fired, timed?.touchpoint);
  }

  private async firedBy(transaction: Transaction, program: ActiveProgram): Promise<Iterator<Happening>> {
    const { period } = this.setting;
    const { programId, cadenceDays, daysBefore } = program;
    if (cadenceDays !== null)
      return firedByCadence({ programId, cadenceDays }, await readCadenceContacts(transaction, this.slice), period);
    return firedByDates(programId, await readDatedContacts(transaction, this.slice, daysBefore, period));
  }

  private async addContacts(transaction: Transaction, happenings: readonly Happening[]): Promise<void> {
    const ids = [...new Set(happenings.map(({ event }) => event.data.contactId))];
    if (ids.length === 0) return;
    const [contacts, budgets] = await Promise.all([
      readKnownContacts(transaction, ids, this.setting.withAudience),
      readContactBudgets(transaction, ids),
    ]);
    for (const [contactId, { blocked }] of budgets) if (blocked !== null) this.replay.block(contactId, blocked);
    for (const happening of happenings) happening.contact = contacts.get(happening.event.data.contactId);
  }

  private note(fate: Fate): void {
    const ofKind = this.setting.planned.addFate(fate);
    if (ofKind > NAMED_CONTACTS) return;
    const { event, program, outcome, reason, dueAt } = fate.decision;
    const at = outcome === 'asked' ? dueAt! : fate.at;
    this.contacts.push({
      place: newId(at),
      programId: program?.programId ?? null,
      outcome,
      reason,
      contactId: event.data.contactId,
      journeyEventId: event.id,
      at: new Date(at),
    });
  }
}
