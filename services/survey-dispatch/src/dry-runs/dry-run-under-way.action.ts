import type { Transaction } from '#messaging';
import type { ActiveProgram } from '../programs/active-program.rules.js';
import type { DryRunContact, DryRunProgress, DryRunReport } from './dry-runs.query.js';
import { type Setting, SliceRun } from './slice-run.action.js';
import type { Slice } from './slices.rules.js';
import { loadOf } from './tally.rules.js';

const DAY_MS = 86_400_000;

/** Where a dry run begins, or goes on. */
export interface Begun {
  /** How many slices are done. */
  readonly slices: number;
  readonly events: number;
  readonly programs: readonly ActiveProgram[];
  readonly tried?: ActiveProgram;
}

/** A dry run in this process: its slices one after the other, each a page at a time. */
export class DryRunUnderWay {
  private slices: number;
  private eventsBefore: number;
  private run: SliceRun;

  constructor(
    private readonly setting: Setting,
    private readonly cut: Omit<Slice, 'index'>,
    private readonly begun: Begun,
  ) {
    this.slices = begun.slices;
    this.eventsBefore = begun.events;
    this.run = this.openSlice();
  }

  /** Whether every slice is done. */
  get isOver(): boolean {
    return this.slices >= this.cut.of;
  }

  /** How many journey events were replayed so far. */
  get events(): number {
    return this.eventsBefore + this.run.events;
  }

  /** How much of all is done, from 0 to 100. */
  get percent(): number {
    const { since, until } = this.setting.period;
    const ofSlice = (this.run.at - since) / (until - since);
    return Math.min(100, (100 * (this.slices + ofSlice)) / this.cut.of);
  }

  /** Does a page of the slice under way; false when it is done. */
  step(transaction: Transaction): Promise<boolean> {
    return this.run.step(transaction);
  }

  /** Goes on to the next slice, and returns the contacts of the one that is done. */
  endSlice(): readonly DryRunContact[] {
    const { contacts, events } = this.run;
    this.slices++;
    this.eventsBefore += events;
    this.run = this.openSlice();
    return contacts;
  }

  /** What is kept between two slices. */
  progress(): DryRunProgress {
    const { planned, recorded, circumstances } = this.setting;
    return {
      slices: this.slices,
      of: this.cut.of,
      events: this.eventsBefore,
      planned: planned.soFar(),
      recorded: recorded.soFar(),
      programs: this.begun.programs,
      policy: circumstances.policy,
    };
  }

  /** What came of it in the end. */
  report(): DryRunReport {
    const { planned, recorded, period } = this.setting;
    const days = (period.until - period.since) / DAY_MS;
    const counts = planned.counts();
    return {
      since: new Date(period.since).toISOString(),
      until: new Date(period.until).toISOString(),
      events: this.eventsBefore,
      counts,
      recorded: recorded.totals(),
      deferrals: planned.soFar().deferrals,
      load: loadOf(counts, days),
      recordedLoad: loadOf(recorded.counts(), days),
      notes: this.notes(),
    };
  }

  private notes(): string[] {
    const { tried } = this.begun;
    const isFired = this.setting.planned.totals().some(({ programId }) => programId === tried?.programId);
    if (!tried || isFired) return [];
    const why =
      tried.kind === 'transactional'
        ? `no journey event of touchpoint ${tried.touchpoint} was recorded in this time`
        : 'no contact had a turn in this time';
    return [`program ${tried.programId} would have decided nothing: ${why}`];
  }

  private openSlice(): SliceRun {
    return new SliceRun({ ...this.cut, index: this.slices }, this.setting);
  }
}
