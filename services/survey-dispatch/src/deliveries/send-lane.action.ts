import { setTimeout as sleep } from 'node:timers/promises';
import type { ClaimedInvitation } from './claimed-invitation.rules.js';
import type { SendOutcome, Sent } from './delivery.rules.js';

/** What a lane does with what it is given. */
export interface LaneWork {
  /** Sends once; every failure is an outcome. What throws is never repeated: its lease runs out. */
  send(claimed: ClaimedInvitation): Promise<SendOutcome>;
  /** Keeps what became of a set. */
  keep(sent: readonly Sent[]): Promise<void>;
  now(): Date;
  /** Whether its channel is paused: what has not begun is put back then. */
  isPaused(): boolean;
}

/** Outcomes gather this long, so that one transaction keeps many. */
const GATHER_MS = 20;
const KEPT_AT_ONCE = 200;
/** Well within the lease: what waited longer is put back rather than begun. */
const BEGUN_WITHIN_MS = 60_000;

/** Sends what was claimed, so many at a time, each as soon as one before it is through, and has outcomes kept in sets. */
export class SendLane {
  private readonly waiting: { readonly claimed: ClaimedInvitation; readonly beginBy: number }[] = [];
  private flying = 0;
  private ended: Sent[] = [];
  private beingKept = 0;
  private keeping: Promise<void> | undefined;
  private failure: { readonly error: unknown } | undefined;
  private wake: () => void = () => {};
  private changed = new Promise<void>((resolve) => {
    this.wake = resolve;
  });

  constructor(
    private readonly work: LaneWork,
    private readonly atOnce: number,
  ) {}

  /** How many it has that are not kept yet. */
  get size(): number {
    return this.waiting.length + this.flying + this.ended.length + this.beingKept;
  }

  /** Takes what was claimed, in its order. */
  take(claims: readonly ClaimedInvitation[]): void {
    // The process' own clock, which nobody sets: it is about how long something waited here.
    const beginBy = performance.now() + BEGUN_WITHIN_MS;
    for (const claimed of claims) this.waiting.push({ claimed, beginBy });
    this.fill();
  }

  /** Begins to send one message of a channel that is paused. */
  probe(claimed: ClaimedInvitation): void {
    this.fly(claimed);
  }

  /** Ends what has not begun: it is put back as it was. */
  giveBack(): void {
    const at = this.work.now();
    for (const { claimed } of this.waiting.splice(0)) this.end({ claimed, outcome: { kind: 'unsent' }, at });
  }

  /** Resolves when something changed since it was called. */
  change(): Promise<void> {
    return this.changed;
  }

  /** Waits until everything is kept. */
  async drain(): Promise<void> {
    while (this.size > 0) await this.changed;
  }

  /** Throws what went wrong since the last call, so that it is said. */
  throwFailure(): void {
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure.error;
  }

  private fill(): void {
    const [next] = this.waiting;
    if (next && (this.work.isPaused() || performance.now() > next.beginBy)) this.giveBack();
    while (this.flying < this.atOnce && this.waiting.length > 0) this.fly(this.waiting.shift()!.claimed);
  }

  private fly(claimed: ClaimedInvitation): void {
    this.flying++;
    this.work
      .send(claimed)
      .then(
        (outcome) => this.end({ claimed, outcome, at: this.work.now() }),
        (error: unknown) => this.fail(error),
      )
      .finally(() => {
        this.flying--;
        this.fill();
        this.tell();
      });
  }

  private end(sent: Sent): void {
    this.ended.push(sent);
    this.keeping ??= this.keepAll();
  }

  private async keepAll(): Promise<void> {
    while (this.ended.length > 0) {
      await sleep(GATHER_MS);
      const sent = this.ended.splice(0, KEPT_AT_ONCE);
      this.beingKept = sent.length;
      await this.work.keep(sent).catch((error: unknown) => this.fail(error));
      this.beingKept = 0;
      this.tell();
    }
    this.keeping = undefined;
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
  }

  private tell(): void {
    this.wake();
    this.changed = new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
