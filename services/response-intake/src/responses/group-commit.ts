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

interface Waiting<I, O> {
  readonly item: I;
  readonly resolve: (outcome: O) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: what comes in while a write is under way is written together afterwards, so that a busy service pays
 * for one transaction per group. What comes in alone is written at once.
 */
export class GroupCommit<I, O> {
  private waiting: Waiting<I, O>[] = [];
  private underWay = 0;

  /** @param write writes all of a group or nothing, and returns an outcome for each in order */
  constructor(
    private readonly write: (group: readonly I[]) => Promise<readonly O[]>,
    private readonly limits: GroupLimits,
  ) {}

  /**
   * Settles once the item is durable, with its own outcome.
   * @throws Unavailable when too much waits already
   */
  submit(item: I): Promise<O> {
    if (this.waiting.length >= this.limits.waiting) {
      return Promise.reject(new Unavailable('too many answers come in at once; try again'));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.startNext();
    });
  }

  private startNext(): void {
    if (this.underWay >= this.limits.atOnce || this.waiting.length === 0) return;
    const group = this.waiting.splice(0, this.limits.groupSize);
    this.underWay++;
    void this.settle(group).finally(() => {
      this.underWay--;
      this.startNext();
    });
  }

  /** Writes a group; where that fails for good, each of it alone, so that one that cannot be written fails alone. */
  private async settle(group: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const outcomes = await this.write(group.map(({ item }) => item));
      group.forEach(({ resolve }, place) => {
        resolve(outcomes[place]!);
      });
    } catch (error) {
      if (group.length === 1 || isTemporary(error)) for (const { reject } of group) reject(error);
      else for (const single of group) await this.settle([single]);
    }
  }
}
