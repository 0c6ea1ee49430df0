import { Injectable } from '@nestjs/common';
import { Clock, newId, type Transaction } from '#messaging';
import { DecideJourneyEvents } from '../decisions/decide-journey-events.action.js';
import type { JourneyEvent } from '../decisions/journey-event.rules.js';
import { type Cycle, nextSlot, spreadBetween } from './cadence.rules.js';
import {
  contactsBeforeRenewal,
  contactsBetween,
  decidedAlready,
  estimateContacts,
  holdTimedProgram,
  noteWalked,
  TIMED_SOURCE,
  type TimedProgram,
} from './due-by-time.query.js';
import { ownTouchpoint } from './program.rules.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** About as many contacts as one transaction decides. */
const CHUNK = 500;

/** Has the programs that time fires decide about whoever's turn it is, through the same path as a journey event. */
@Injectable()
export class AskByTime {
  constructor(
    private readonly journeyEvents: DecideJourneyEvents,
    private readonly clock: Clock,
  ) {}

  /** Does a part of what is due for one program; false when nothing is due. */
  async next(transaction: Transaction): Promise<boolean> {
    const now = this.clock.now().getTime();
    // By the minute: whoever's turn it is within one is decided together.
    const program = await holdTimedProgram(transaction, new Date(now - MINUTE_MS));
    if (!program) return false;
    const isCycle = program.kind === 'relationship';
    const fired = await (isCycle ? this.cycle(transaction, program, now) : this.dates(transaction, program, now));
    const ids = fired.map(({ id }) => id);
    const decided = fired.length === 0 ? new Set() : await decidedAlready(transaction, ids);
    const events = fired.filter(({ id }) => !decided.has(id));
    for (let at = 0; at < events.length; at += CHUNK)
      await this.journeyEvents.decide(transaction, events.slice(at, at + CHUNK), false);
    return true;
  }

  private async cycle(transaction: Transaction, program: TimedProgram, now: number): Promise<JourneyEvent[]> {
    const cycle: Cycle = { programId: program.programId, cadenceDays: program.cadenceDays! };
    const length = cycle.cadenceDays * DAY_MS;
    const perMs = (await estimateContacts(transaction)) / length;
    const step = Math.max(MINUTE_MS, Math.min(length / 2, CHUNK / perMs));
    const from = program.walkedUntil;
    const to = Math.min(now, from + step);
    const contacts = await contactsBetween(transaction, spreadBetween(cycle, from, to));
    await noteWalked(transaction, program.programId, to);
    return contacts.flatMap(({ contactId, accountId, spread }) => {
      const slot = nextSlot(cycle, spread, from + 1);
      return slot > to
        ? []
        : [this.event(program, `${new Date(slot).toISOString()}:${contactId}`, contactId, accountId)];
    });
  }

  private async dates(transaction: Transaction, program: TimedProgram, now: number): Promise<JourneyEvent[]> {
    const today = new Date(now).toISOString().slice(0, 10);
    const contacts = await contactsBeforeRenewal(transaction, program, today, CHUNK);
    // Until there is nobody left: the walk goes on from where it was.
    if (contacts.length < CHUNK) await noteWalked(transaction, program.programId, now);
    return contacts.map(({ contactId, accountId, date, daysBefore }) =>
      this.event(program, `${date}:${daysBefore}:${contactId}`, contactId, accountId),
    );
  }

  private event({ programId }: TimedProgram, name: string, contactId: string, accountId: string | null): JourneyEvent {
    const data = { contactId, touchpoint: ownTouchpoint(programId), accountId: accountId ?? undefined };
    return {
      id: `${programId}:${name}`,
      source: TIMED_SOURCE,
      correlationId: newId(this.clock.now().getTime()),
      lineage: '',
      data,
    };
  }
}
