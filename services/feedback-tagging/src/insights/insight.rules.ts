import type { Taxonomy } from '../taxonomy/taxonomy.rules.js';
import { cutIntoClauses } from './clauses.rules.js';
import { languageOf } from './language.rules.js';
import { LANGUAGES, type Language, type LanguageProfiles, learnLanguages } from './language-profiles.rules.js';
import { german } from './lexicons/lexicon.de.rules.js';
import { english } from './lexicons/lexicon.en.rules.js';
import { spanish } from './lexicons/lexicon.es.rules.js';
import { french } from './lexicons/lexicon.fr.rules.js';
import { portuguese } from './lexicons/lexicon.pt.rules.js';
import { bindLexicon, type Lexicon, vocabularyOf } from './lexicons/lexicon.rules.js';
import { symbols } from './lexicons/lexicon.symbols.rules.js';
import { type PhraseBook, patternsIn } from './phrase-book.rules.js';
import { feelingsIn, type Sentiment, sentimentOf } from './sentiment.rules.js';
import { bindCues, type Cue, type ThemeFinding, themesOf } from './themes.rules.js';
import { readWords, type Span, type Word } from './words.rules.js';

/** The version of these rules and their word lists; it moves whenever the same comment could be read differently. */
export const RULES_VERSION = '2026.1';

/** Words of the comment and what they show: `positive`, `negative`, or the id of a theme. */
export type Evidence = Span & Readonly<{ shows: string }>;

/** What is known beside the text: the answer 0–10 it came with, and the language the contact is written to in. */
export type CommentHints = Readonly<{ score?: number; language?: Language }>;

/** What a comment says. `contradictsScore` is set where a score was given: a promoter complains or a detractor praises. */
export type Insight = Readonly<{
  language: Language | 'und';
  sentiment: Sentiment;
  themes: readonly ThemeFinding[];
  evidence: readonly Evidence[];
  contradictsScore?: boolean;
  taxonomyVersion: string;
  rulesVersion: string;
}>;

type Reader = Readonly<{ profiles: LanguageProfiles; cues: Readonly<Record<Language, PhraseBook<Cue>>> }>;

const LEXICONS: Readonly<Record<Language, Lexicon>> = {
  en: english,
  pt: portuguese,
  es: spanish,
  de: german,
  fr: french,
};

/** Enough to choose a language by, so that a long text is not read five times. */
const WORDS_TRIED = 60;

const MARKS = forEachLanguage((language) => bindLexicon(LEXICONS[language], symbols));

/** Binding a taxonomy takes milliseconds, reading a comment microseconds. */
const readers = new WeakMap<Taxonomy, Reader>();

/**
 * Reads a comment: its language, its sentiment, and the themes it speaks of. Only the words count: a score never
 * changes the sentiment. Offsets are UTF-16 code units of `text`. Null where there is neither word nor emoji.
 */
export function readComment(text: string, taxonomy: Taxonomy, hints: CommentHints = {}): Insight | null {
  const words = readWords(text);
  if (words.length === 0) return null;
  const { profiles, cues } = readerOf(taxonomy);
  const { language, candidates } = languageOf(words, profiles, hints.language);
  const readAs = candidates.length > 1 ? bestKnownIn(candidates, words) : candidates[0]!;
  const clauses = cutIntoClauses(words, MARKS[readAs]);
  const feelings = clauses.map((clause) => feelingsIn(text, words, clause));
  const sentiment = sentimentOf(clauses, feelings);
  const themes = themesOf(text, words, clauses, feelings, cues[readAs]);
  return {
    language,
    sentiment,
    themes,
    evidence: evidenceOf(sentiment, themes),
    ...(hints.score !== undefined && { contradictsScore: contradicts(sentiment, hints.score) }),
    taxonomyVersion: taxonomy.version,
    rulesVersion: RULES_VERSION,
  };
}

/** Where the language is in doubt, the one whose lexicon knows most of the first words reads them: "no funciona". */
function bestKnownIn(candidates: readonly Language[], words: readonly Word[]): Language {
  const first = words.slice(0, WORDS_TRIED);
  const known = candidates.map((language) => {
    const marks = cutIntoClauses(first, MARKS[language]).flatMap((clause) => clause.marks);
    return marks.reduce((sum, { from, to }) => sum + to - from, 0);
  });
  return candidates[known.indexOf(Math.max(...known))]!;
}

function readerOf(taxonomy: Taxonomy): Reader {
  const known = readers.get(taxonomy);
  if (known) return known;
  const reader = {
    profiles: learnLanguages(
      forEachLanguage((language) => [...vocabularyOf(LEXICONS[language]), ...cueWords(taxonomy, language)]),
    ),
    cues: forEachLanguage((language) => bindCues(taxonomy, language)),
  };
  readers.set(taxonomy, reader);
  return reader;
}

function evidenceOf(sentiment: Sentiment, themes: readonly ThemeFinding[]): Evidence[] {
  const found = [
    ...sentiment.words.map(({ weight, ...span }) => ({ ...span, shows: weight > 0 ? 'positive' : 'negative' })),
    ...themes.flatMap(({ theme, words }) => words.map((span) => ({ ...span, shows: theme }))),
  ];
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

function contradicts({ label }: Sentiment, score: number): boolean {
  return (score >= 9 && label === 'negative') || (score <= 6 && label === 'positive');
}

function cueWords({ themes }: Taxonomy, language: Language): string[] {
  const lists = themes.flatMap(({ cues, besideParent }) => [cues[language], besideParent?.[language] ?? '']);
  return lists.flatMap(patternsIn).filter((pattern) => !pattern.includes(' '));
}

function forEachLanguage<T>(make: (language: Language) => T): Record<Language, T> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, make(language)])) as Record<Language, T>;
}
