import type { DataSource } from 'typeorm';
import type { ThemeCount } from './theme-summary.rules.js';

/**
 * How many comments and text answers of a span of UTC days, both ends included, speak of each theme with each sentiment.
 * @param withFeedback whether feedback items from elsewhere are counted as well
 */
export function themeCounts(
  dataSource: DataSource,
  from: string,
  to: string,
  withFeedback: boolean,
): Promise<ThemeCount[]> {
  return dataSource.query(
    `SELECT theme, sentiment, count(*)::int AS count FROM insight_themes
     WHERE day BETWEEN $1 AND $2 AND ($3 OR NOT of_feedback) GROUP BY theme, sentiment`,
    [from, to, withFeedback],
  );
}
