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
  readonly days: readonly DayCount[];
  readonly deferrals: Deferrals;
}

const DAY_MS = 86_400_000;
const dayOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Decisions of one program, outcome and reason. */
interface Kind extends Omit<Count, 'count'> {
  total: number;
  /** By day since 1970. */
  readonly days: Map<number, number>;
}

/**
 * Counts by day, program, outcome and reason. Its size is that of the report, however many events there are.
 */
export class Tally {
  /** By reason, outcome and program: a replay looks here for each decision, and puts no text together. */
  private readonly kinds = new Map<string, Map<string, Map<string | null, Kind>>>();
  private deferrals: Deferrals;

  constructor(soFar: TallySoFar = { days: [], deferrals: { asked: 0, suppressed: 0, waiting: 0 } }) {
    this.deferrals = soFar.deferrals;
    for (const { day, programId, outcome, reason, count } of soFar.days)
      this.count(Date.parse(day) / DAY_MS, this.kindOf(programId, outcome, reason), count);
  }

  /** Counts a decision at a time in epoch milliseconds, and says how many of its kind there are now. */
  add(time: number, programId: string | null, outcome: string, reason: string): number {
    return this.count(Math.floor(time / DAY_MS), this.kindOf(programId, outcome, reason), 1);
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
    return { days: this.counts(), deferrals: this.deferrals };
  }

  /** The counts, in the order of days, programs, outcomes and reasons. */
  counts(): DayCount[] {
    const counts = this.all().flatMap(({ programId, outcome, reason, days }) =>
      [...days].map(([day, count]) => ({ day: dayOf(day), programId, outcome, reason, count })),
    );
    const place = (it: DayCount) => `${it.day} ${it.programId ?? ''} ${it.outcome} ${it.reason}`;
    return counts.sort((a, b) => (place(a) < place(b) ? -1 : 1));
  }

  /** The counts of all days together, the most frequent first. */
  totals(): Count[] {
    const totals = this.all().map(({ programId, outcome, reason, total }) => ({
      programId,
      outcome,
      reason,
      count: total,
    }));
    const place = (it: Count) => `${it.programId ?? ''} ${it.outcome} ${it.reason}`;
    return totals.sort((a, b) => b.count - a.count || (place(a) < place(b) ? -1 : 1));
  }

  private all(): Kind[] {
    const byOutcome = [...this.kinds.values()].flatMap((outcomes) => [...outcomes.values()]);
    return byOutcome.flatMap((programs) => [...programs.values()]);
  }

  private kindOf(programId: string | null, outcome: string, reason: string): Kind {
    const found = this.kinds.get(reason)?.get(outcome)?.get(programId);
    if (found) return found;
    const outcomes = this.kinds.get(reason) ?? new Map<string, Map<string | null, Kind>>();
    const programs = outcomes.get(outcome) ?? new Map<string | null, Kind>();
    const kind: Kind = { programId, outcome, reason, total: 0, days: new Map() };
    this.kinds.set(reason, outcomes.set(outcome, programs.set(programId, kind)));
    return kind;
  }

  private count(day: number, kind: Kind, count: number): number {
    kind.days.set(day, (kind.days.get(day) ?? 0) + count);
    kind.total += count;
    return kind.total;
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
