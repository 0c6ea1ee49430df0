import type { Fate } from './replay.rules.js';

/** How many decisions of a program had an outcome for a reason. */
export interface Count {
  readonly programId: string | null;
  readonly outcome: string;
  readonly reason: string;
  readonly count: number;
}

/** The same on one day. */
export interface DayCount extends Count {
  /** UTC, such as `2026-06-30`. */
  readonly day: string;
}

/** What became of asks that had to wait for the contact budget. */
export interface Deferrals {
  readonly asked: number;
  readonly suppressed: number;
  /** Still waiting at the end of the time that is replayed. */
  readonly waiting: number;
}

/** Counts so far, in a form that can be kept between two parts of a dry run. */
export interface TallySoFar {
  readonly days: readonly (readonly [key: string, count: number])[];
  readonly deferrals: Deferrals;
}

const DAY_MS = 86_400_000;
let lastDay = { day: Number.NaN, text: '' };

/** Most decisions are of the day of the one before, whose text is kept. */
function dayOf(time: number): string {
  const day = Math.floor(time / DAY_MS);
  if (day !== lastDay.day) lastDay = { day, text: new Date(time).toISOString().slice(0, 10) };
  return lastDay.text;
}

// Neither days, nor ids of programs, outcomes or reasons hold a space.
const keyOf = (day: string, programId: string | null, outcome: string, reason: string) =>
  `${day} ${programId ?? ''} ${outcome} ${reason}`;

/**
 * Counts by day, program, outcome and reason. Its size is that of the report, however many events there are.
 */
export class Tally {
  private readonly days: Map<string, number>;
  private readonly kinds = new Map<string, number>();
  private deferrals: Deferrals;

  constructor(soFar: TallySoFar = { days: [], deferrals: { asked: 0, suppressed: 0, waiting: 0 } }) {
    this.days = new Map();
    for (const [key, count] of soFar.days) this.addKey(key, count);
    this.deferrals = soFar.deferrals;
  }

  /** Counts a decision on a day, and says how many of its kind there are now. */
  add(time: number, programId: string | null, outcome: string, reason: string): number {
    return this.addKey(keyOf(dayOf(time), programId, outcome, reason), 1);
  }

  /** Counts what became of an event: an ask on the day on which it is due. */
  addFate({ decision, at, wasDeferred }: Fate): number {
    const { outcome, reason, program, dueAt } = decision;
    if (wasDeferred) {
      const became = outcome === 'deferred' ? 'waiting' : outcome === 'asked' ? 'asked' : 'suppressed';
      this.deferrals = { ...this.deferrals, [became]: this.deferrals[became] + 1 };
    }
    return this.add(outcome === 'asked' ? dueAt! : at, program?.programId ?? null, outcome, reason);
  }

  /** What is kept between two parts of a dry run. */
  soFar(): TallySoFar {
    return { days: [...this.days], deferrals: this.deferrals };
  }

  /** The counts, in the order of days, programs, outcomes and reasons. */
  counts(): DayCount[] {
    const sorted = [...this.days].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([key, count]) => {
      const [day, programId, outcome, reason] = key.split(' ') as [string, string, string, string];
      return { day, programId: programId || null, outcome, reason, count };
    });
  }

  /** The counts of all days together, the most frequent first. */
  totals(): Count[] {
    return [...this.kinds]
      .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
      .map(([kind, count]) => {
        const [programId, outcome, reason] = kind.split(' ') as [string, string, string];
        return { programId: programId || null, outcome, reason, count };
      });
  }

  private addKey(key: string, count: number): number {
    this.days.set(key, (this.days.get(key) ?? 0) + count);
    const kind = key.slice(key.indexOf(' ') + 1);
    const ofKind = (this.kinds.get(kind) ?? 0) + count;
    this.kinds.set(kind, ofKind);
    return ofKind;
  }
}

/** How asks spread over days. */
export interface Load {
  readonly asks: number;
  /** Over all days from the first to the last, those without an ask among them. */
  readonly meanPerDay: number;
  readonly busiestDay: string | null;
  readonly busiestDayAsks: number;
  /** The busiest day's asks ÷ the mean: 1 is level; null where nobody is asked. */
  readonly maxToMean: number | null;
}

/** How the asks among counts spread over a number of days. */
export function loadOf(counts: readonly DayCount[], days: number): Load {
  const perDay = new Map<string, number>();
  for (const { outcome, day, count } of counts)
    if (outcome === 'asked') perDay.set(day, (perDay.get(day) ?? 0) + count);
  const asks = [...perDay.values()].reduce((sum, count) => sum + count, 0);
  const [busiestDay = null, busiestDayAsks = 0] = [...perDay].sort(([, a], [, b]) => b - a)[0] ?? [];
  const meanPerDay = asks / Math.max(days, 1);
  return { asks, meanPerDay, busiestDay, busiestDayAsks, maxToMean: asks === 0 ? null : busiestDayAsks / meanPerDay };
}
