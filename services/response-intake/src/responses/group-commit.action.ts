import { isTemporary } from '#messaging';
import { Unavailable } from '#service-kit';

/** How work is grouped. */
export interface GroupLimits {
  /** The most that is written together. */
  readonly groupSize: number;
  /** How many groups are under way at the same time. */
  readonly atOnce: number;
  /** How much may wait before more is refused. */
  readonly waiting: number;
}

/** What a submission is called for: to lead the next group, or because it is settled. */
type Call<O> = 'lead' | { readonly outcome: O } | { readonly error: unknown };

interface Member<I, O> {
  readonly item: I;
  call(call: Call<O>): void;
}

/**
 * Group commit: what comes in while a write is under way is written together after it, so that a busy service pays for
 * one transaction per group, and what comes in alone is written at once. The first of a group leads it: the write runs
 * in the trace of its request.
 */
export class GroupCommit<I, O> {
  private readonly waiting: Member<I, O>[] = [];
  private underWay = 0;

  /** @param write writes all of a group or nothing, and returns an outcome for each in order */
  constructor(
    private readonly write: (group: readonly I[]) => Promise<readonly O[]>,
    private readonly limits: GroupLimits,
  ) {}

  /**
   * Returns the item's own outcome once it is durable.
   * @throws Unavailable when too much waits already
   */
  async submit(item: I): Promise<O> {
    if (this.waiting.length >= this.limits.waiting) {
      throw new Unavailable('too many answers come in at once; try again');
    }
    let member: Member<I, O>;
    const called = new Promise<Call<O>>((call) => {
      member = { item, call };
      this.waiting.push(member);
    });
    this.callLeader();
    let call = await called;
    if (call === 'lead') call = await this.lead(member!);
    if ('error' in call) throw call.error;
    return call.outcome;
  }

  private callLeader(): void {
    if (this.underWay >= this.limits.atOnce) return;
    const leader = this.waiting.shift();
    if (!leader) return;
    this.underWay++;
    leader.call('lead');
  }

  /** Writes the leader's item with all that waits by now; returns the leader's own call. */
  private async lead(leader: Member<I, O>): Promise<Exclude<Call<O>, 'lead'>> {
    const followers = this.waiting.splice(0, this.limits.groupSize - 1);
    const [own, ...others] = await this.settle([leader.item, ...followers.map(({ item }) => item)]);
    this.underWay--;
    this.callLeader();
    for (const [place, follower] of followers.entries()) follower.call(others[place]!);
    return own!;
  }

  /** Writes a group; where that fails for good, each of it alone, so that one that cannot be written fails alone. */
  private async settle(items: readonly I[]): Promise<Exclude<Call<O>, 'lead'>[]> {
    try {
      const outcomes = await this.write(items);
      return outcomes.map((outcome) => ({ outcome }));
    } catch (error) {
      if (items.length === 1 || isTemporary(error)) return items.map(() => ({ error }));
      const alone: Exclude<Call<O>, 'lead'>[] = [];
      for (const item of items) alone.push(...(await this.settle([item])));
      return alone;
    }
  }
}
