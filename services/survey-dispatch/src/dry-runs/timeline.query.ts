import type { Transaction } from '#messaging';
import { firstIdAt, timeOfId } from '../decisions/decision-id.rules.js';
import { happeningsOf, type RecordedDecision, readRecorded } from './recorded-events.query.js';
import type { Happening } from './replay.rules.js';
import type { Slice } from './slices.rules.js';
import type { Period } from './timed-events.rules.js';

/** A few milliseconds' work: whoever else uses the process waits no longer. */
const PAGE = 2_000;
/** More decisions than one transaction makes. */
const TOGETHER = 20_000;

/** What happened next, and the decisions that were really made. */
export interface Part {
  readonly happenings: readonly Happening[];
  readonly decisions: readonly RecordedDecision[];
  /** Up to when there is no more to come, in epoch milliseconds. */
  readonly until: number;
}

/** The events of a slice in the order of time, page by page: those that were recorded, and those that time would have fired. */
export class Timeline {
  private buffer: RecordedDecision[] = [];
  private after: string;
  private isRead = false;
  private isOver = false;
  private nextTimed: Happening | undefined;

  /**
   * @param timed what time would have fired, in order
   * @param replaced the touchpoint of recorded events that it replaces
   */
  constructor(
    private readonly slice: Slice,
    private readonly period: Period,
    private readonly timed: Iterator<Happening>,
    private readonly replaced: string | undefined,
  ) {
    this.after = firstIdAt(period.since);
    this.nextTimed = timed.next().value;
  }

  /** The next part, or nothing behind the last. */
  async next(transaction: Transaction): Promise<Part | undefined> {
    if (this.isOver) return undefined;
    await this.fill(transaction);
    const timed: Happening[] = [];
    let horizon = this.horizon();
    while (this.nextTimed && this.nextTimed.at < horizon && timed.length < PAGE) {
      timed.push(this.nextTimed);
      this.nextTimed = this.timed.next().value;
    }
    if (timed.length === PAGE) horizon = Math.min(horizon, timed.at(-1)!.at);
    const decisions = this.takeBefore(horizon);
    this.isOver = this.isRead && this.buffer.length === 0 && !this.nextTimed;
    const recorded = happeningsOf(decisions).filter(({ event }) => event.data.touchpoint !== this.replaced);
    const happenings = timed.length === 0 ? recorded : [...recorded, ...timed].sort((a, b) => a.at - b.at);
    return { happenings, decisions, until: Math.min(horizon, this.period.until) };
  }

  /** Before when everything is known: what was decided together is never divided. */
  private horizon(): number {
    if (this.isRead) return Number.POSITIVE_INFINITY;
    const last = timeOfId(this.buffer.at(-1)!.decisionId);
    return last === timeOfId(this.buffer[0]!.decisionId) ? last + 1 : last;
  }

  private async fill(transaction: Transaction): Promise<void> {
    while (!this.isRead && this.buffer.length < TOGETHER) {
      const place = { after: this.after, until: this.period.until, limit: PAGE };
      const page = await readRecorded(transaction, this.slice, place);
      this.buffer.push(...page);
      this.isRead = page.length < PAGE;
      this.after = page.at(-1)?.decisionId ?? this.after;
      const first = this.buffer[0];
      if (first && timeOfId(first.decisionId) !== timeOfId(this.after)) return;
    }
  }

  private takeBefore(horizon: number): RecordedDecision[] {
    const end = this.buffer.findIndex(({ decisionId }) => timeOfId(decisionId) >= horizon);
    return this.buffer.splice(0, end === -1 ? this.buffer.length : end);
  }
}
