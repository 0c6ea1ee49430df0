import type { DataSource } from 'typeorm';
import type { ThemeCount } from './theme-summary.rules.js';

/** How many comments and text answers of a span of UTC days, both ends included, speak of each theme with each sentiment. */
export function themeCounts(dataSource: DataSource, from: string, to: string): Promise<ThemeCount[]> {
  return dataSource.query(
    `SELECT theme, sentiment, count(*)::int AS count FROM insight_themes
     WHERE day BETWEEN $1 AND $2 GROUP BY theme, sentiment`,
    [from, to],
  );
}
