import { currentTaxonomy } from '../taxonomy/current-taxonomy.rules.js';
import { type Evidence, readComment } from './insight.rules.js';

/** A theme of a text, how the text speaks of it, and the words that show it, each once. */
export type TaggedTheme = Readonly<{ theme: string; sentiment: string; evidence: string[] }>;

/** What tagging found in a text, in the form in which it is kept; offsets of `evidence` are UTF-16 code units of `comment`. */
export type Tagged = Readonly<{
  comment: string;
  language: string;
  sentiment: string;
  /** −1 … 1. */
  sentimentScore: number;
  themes: readonly TaggedTheme[];
  evidence: readonly Evidence[];
  taxonomyVersion: string;
  rulesVersion: string;
}>;

/** A text is read up to here, in UTF-16 code units: five pages, or as many emoji as a comment may have. */
export const LONGEST_TEXT = 10_000;
/** What a reader can still take in, and an event can still carry. */
const MOST_EVIDENCE = 20;
const LONGEST_EVIDENCE = 200;

/** Reads a text by the current taxonomy; null where it has neither word nor emoji. */
export function tag(text: string): Tagged | null {
  // Half of a surrogate pair is no text: jsonb refuses it, and every reader shows it differently.
  const comment = text.slice(0, LONGEST_TEXT).toWellFormed();
  const insight = readComment(comment, currentTaxonomy);
  if (!insight) return null;
  return {
    comment,
    language: insight.language,
    sentiment: insight.sentiment.label,
    sentimentScore: insight.sentiment.score,
    themes: insight.themes.map(({ theme, sentiment, words }) => ({
      theme,
      sentiment: sentiment.label,
      evidence: shortList(words.map((word) => word.text)),
    })),
    evidence: insight.evidence,
    taxonomyVersion: insight.taxonomyVersion,
    rulesVersion: insight.rulesVersion,
  };
}

function shortList(words: readonly string[]): string[] {
  const short = words.map((word) => word.slice(0, LONGEST_EVIDENCE).toWellFormed());
  return [...new Set(short)].slice(0, MOST_EVIDENCE);
}
