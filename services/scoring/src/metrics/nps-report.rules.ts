import { compareNps, measureNps, type NpsComparison, type NpsMeasure } from './nps.rules.js';

/** What an NPS can be broken down by. */
export type NpsGroupBy = 'touchpoint' | 'segment' | 'day';

/** How many gave each score 0…10 in one group. */
export type NpsGroup = Readonly<{ key: string; distribution: readonly number[] }>;

/** A measure or a comparison as it is shown: whether the privacy floor hides it is always said. */
type Shown<M extends { hidden?: unknown }> = Omit<M, 'hidden'> & Readonly<{ hidden: boolean }>;

/** An NPS, and where it is compared: the NPS of the window before, and what changed. */
export type ComparedNps = Shown<NpsMeasure> &
  Readonly<{ previous?: Shown<NpsMeasure>; comparison?: Shown<NpsComparison> }>;

/** The NPS of everything asked for, and of its groups, in the order of their keys. */
export type NpsBreakdown = ComparedNps & Readonly<{ groups: readonly (ComparedNps & { key: string })[] }>;

const NOBODY: readonly number[] = Array<number>(11).fill(0);

/**
 * Measures the groups of a window and all of them together, beside those of the `earlier` window where one is given.
 * @param privacyFloor how many answers a number needs before it is shown
 */
export function breakDown(
  current: readonly NpsGroup[],
  earlier: readonly NpsGroup[] | undefined,
  privacyFloor: number,
): NpsBreakdown {
  const keys = [...new Set([...current, ...(earlier ?? [])].map(({ key }) => key))].sort();
  const groups = keys.map((key) => ({
    key,
    ...compared(distributionOf(current, key), earlier && distributionOf(earlier, key), privacyFloor),
  }));
  return { ...compared(total(current), earlier && total(earlier), privacyFloor), groups };
}

function compared(now: readonly number[], before: readonly number[] | undefined, privacyFloor: number): ComparedNps {
  if (!before) return shown(measureNps(now, { privacyFloor }));
  return {
    ...shown(measureNps(now, { privacyFloor })),
    previous: shown(measureNps(before, { privacyFloor })),
    comparison: shown(compareNps(now, before, { privacyFloor })),
  };
}

function shown<M extends { hidden?: unknown }>(measure: M): Shown<M> {
  return { ...measure, hidden: measure.hidden !== undefined };
}

function distributionOf(groups: readonly NpsGroup[], key: string): readonly number[] {
  return groups.find((group) => group.key === key)?.distribution ?? NOBODY;
}

function total(groups: readonly NpsGroup[]): readonly number[] {
  return NOBODY.map((_, score) => groups.reduce((sum, { distribution }) => sum + distribution[score]!, 0));
}
