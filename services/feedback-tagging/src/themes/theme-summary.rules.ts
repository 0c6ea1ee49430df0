/** How many comments speak of a theme with a sentiment. */
export type ThemeCount = Readonly<{ theme: string; sentiment: string; count: number }>;

/** How many comments speak of a theme, and how. */
export type ThemeSummary = {
  theme: string;
  total: number;
  positive: number;
  neutral: number;
  negative: number;
  mixed: number;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** One row per theme, the most spoken of first. */
export function summarize(counts: readonly ThemeCount[]): ThemeSummary[] {
  const themes = new Map<string, ThemeSummary>();
  for (const { theme, sentiment, count } of counts) {
    const summary = themes.get(theme) ?? { theme, total: 0, positive: 0, neutral: 0, negative: 0, mixed: 0 };
    summary.total += count;
    summary[sentiment as 'positive' | 'neutral' | 'negative' | 'mixed'] += count;
    themes.set(theme, summary);
  }
  return [...themes.values()].sort((a, b) => b.total - a.total || (a.theme < b.theme ? -1 : 1));
}

/** The span of days that is asked for: 90 days up to `today` where nothing else is said. */
export function spanOf(asked: { from?: string; to?: string }, today: string): { from: string; to: string } {
  const to = asked.to ?? today;
  return { from: asked.from ?? new Date(Date.parse(to) - 89 * DAY_MS).toISOString().slice(0, 10), to };
}
