import { plainForm } from './words.rules.js';

/** The languages whose feelings and themes are read, as ISO 639-1 codes. */
export const LANGUAGES = ['en', 'pt', 'es', 'de', 'fr'] as const;

/** A language that is read. */
export type Language = (typeof LANGUAGES)[number];

/** What is known of the languages: whose words and beginnings of words there are, and how letters follow each other. */
export type LanguageProfiles = Readonly<{
  words: ReadonlyMap<string, ReadonlySet<number>>;
  /** Beginnings of words, filed under their first letters. */
  stems: ReadonlyMap<string, readonly Readonly<{ stem: string; speech: number }>[]>;
  trigrams: ReadonlyMap<string, Evidence>;
}>;

/** For each of SPEECHES, how much something speaks for it: a log-likelihood, 0 at best. */
export type Evidence = readonly number[];

/** Neighbours that must not pass for one of ours: their everyday words only. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  it: `il lo gli della delle dello degli nel nella sono non che con per una molto buono buona ottimo servizio tutto
    anche piu perche questo questa grazie bene e ma come stato stata ho hanno abbiamo sempre mi ci`,
  nl: `de het een en van niet is dat op te zijn voor met wij ik jullie maar ook heel erg goed goede zeer dank snel
    geen wel naar bij aan wordt heeft hebben mijn onze deze veel service`,
};

/** The languages told apart: those that are read, then their neighbours. */
export const SPEECHES = [...LANGUAGES, ...Object.keys(NEIGHBOURS)];

/** Stems are filed under this many of their first letters. */
export const FILED_BY = 3;
const TRIGRAM_SMOOTHING = 0.4;

/**
 * Profiles learned from the vocabulary of each language (words, or beginnings of words ending in `*`): which words
 * it knows, and how often its letters follow each other (naive Bayes over letter trigrams, additive smoothing).
 */
export function learnLanguages(vocabulary: Readonly<Record<Language, readonly string[]>>): LanguageProfiles {
  const words = new Map<string, Set<number>>();
  const stems = new Map<string, { stem: string; speech: number }[]>();
  const counts = new Map<string, number[]>();
  const totals = SPEECHES.map(() => 0);
  SPEECHES.forEach((name, speech) => {
    const own = vocabulary[name as Language] ?? NEIGHBOURS[name]!.split(/\s+/);
    for (const entry of new Set(own)) {
      const isStem = entry.endsWith('*');
      const plain = plainForm(isStem ? entry.slice(0, -1) : entry);
      if (isStem) valueAt(stems, plain.slice(0, FILED_BY), () => []).push({ stem: plain, speech });
      else valueAt(words, plain, () => new Set()).add(speech);
      for (const trigram of trigramsOf(plain, !isStem)) {
        valueAt(counts, trigram, () => SPEECHES.map(() => 0))[speech]!++;
        totals[speech]!++;
      }
    }
  });
  const trigrams = new Map(Array.from(counts, ([trigram, row]) => [trigram, logShares(row, totals, counts.size)]));
  return { words, stems, trigrams };
}

/** The letters of a word by threes, with its ends as `_`; a stem has no end. */
export function trigramsOf(plain: string, ended: boolean): string[] {
  const framed = `_${plain}${ended ? '_' : ''}`;
  return Array.from({ length: Math.max(0, framed.length - 2) }, (_, at) => framed.slice(at, at + 3));
}

function logShares(row: readonly number[], totals: readonly number[], kinds: number): number[] {
  return row.map((n, index) => Math.log((n + TRIGRAM_SMOOTHING) / (totals[index]! + TRIGRAM_SMOOTHING * kinds)));
}

function valueAt<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
