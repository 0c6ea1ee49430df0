import type { DataSource } from 'typeorm';
import { COUNTS } from '../rollups/move-rollups.query.js';
import type { NpsGroup, NpsGroupBy } from './nps-report.rules.js';
import type { Window } from './window.rules.js';

/** Which answers are counted; what is absent excludes none. `segment` is '' for those where it is not known. */
export type DistributionFilter = Readonly<{ segment?: string; touchpoint?: string }>;

const KEYS: Readonly<Record<NpsGroupBy | 'all', string>> = {
  touchpoint: 'touchpoint',
  segment: 'segment',
  day: 'day::text',
  all: `'all'`,
};

/** How many gave each score in a window, by group; one group where none are asked for, and none without answers. */
export function distributionsIn(
  dataSource: DataSource,
  window: Window,
  { segment, touchpoint }: DistributionFilter,
  groupBy: NpsGroupBy | 'all',
): Promise<NpsGroup[]> {
  return dataSource.query(
    `SELECT ${KEYS[groupBy]} AS key, ARRAY[${COUNTS.map((count) => `sum(${count})::float8`).join(', ')}] AS distribution
     FROM score_rollups
     WHERE day BETWEEN $1 AND $2 AND ($3::text IS NULL OR segment = $3) AND ($4::text IS NULL OR touchpoint = $4)
     GROUP BY 1 HAVING sum(${COUNTS.join(' + ')}) > 0`,
    [window.from, window.to, segment ?? null, touchpoint ?? null],
  );
}
