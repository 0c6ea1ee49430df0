import { shareOf } from './sticky.rules.js';

const DAY_MS = 86_400_000;

/** How many values `contacts.spread` has. */
export const SPREAD = 2 ** 28;

/** A program that asks everybody once per cycle. */
export interface Cycle {
  readonly programId: string;
  readonly cadenceDays: number;
}

const phases = new Map<string, number>();

/** Where in its cycle a program begins, from 0 to just below 1; reckoned once, since every event asks for it. */
function phaseOf(programId: string): number {
  let phase = phases.get(programId);
  if (phase === undefined) {
    phase = shareOf(`${programId} phase`, '');
    phases.set(programId, phase);
  }
  return phase;
}

/** When in each cycle a contact's slot is, in milliseconds: stable, and level over the population. */
function offsetOf({ programId, cadenceDays }: Cycle, spread: number): number {
  const share = (spread / SPREAD + phaseOf(programId)) % 1;
  return Math.floor(share * cadenceDays * DAY_MS);
}

/** A contact's first slot at or after a moment, in epoch milliseconds; cycles are counted from 1970 on. */
export function nextSlot(cycle: Cycle, spread: number, from: number): number {
  const length = cycle.cadenceDays * DAY_MS;
  const offset = offsetOf(cycle, spread);
  return Math.ceil((from - offset) / length) * length + offset;
}

/** Spread values, both ends inclusive. */
export type SpreadRange = readonly [first: number, last: number];

/**
 * The values of `spread` whose slot may be after `from` and not after `to`; a few beside them are among them.
 * @param to less than a cycle after `from`; both in epoch milliseconds
 */
export function spreadBetween(cycle: Cycle, from: number, to: number): SpreadRange[] {
  const length = cycle.cadenceDays * DAY_MS;
  const phase = phaseOf(cycle.programId);
  const share = (time: number) => (((time / length - phase) % 1) + 1) % 1;
  const first = Math.max(0, Math.floor(share(from) * SPREAD) - 2);
  const last = Math.min(SPREAD - 1, Math.ceil(share(to) * SPREAD) + 2);
  return share(from) <= share(to)
    ? [[first, last]]
    : [
        [0, last],
        [first, SPREAD - 1],
      ];
}
