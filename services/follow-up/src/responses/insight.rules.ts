/** What a comment is about, with the words that show it. */
export interface Theme {
  readonly theme: string;
  readonly sentiment: string;
  readonly evidence: readonly string[];
}

/** What tagging found in a comment, as far as a follow-up needs it. */
export interface Insight {
  readonly sentiment: string;
  readonly themes: readonly Theme[];
}

/** What was found, without the words that show it. */
export function withoutQuotes<I extends Insight>(insight: I): I {
  return { ...insight, themes: insight.themes.map((theme) => ({ ...theme, evidence: [] })) };
}
