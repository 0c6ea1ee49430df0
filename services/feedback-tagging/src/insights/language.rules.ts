import { plainForm, type Word } from './words.rules.js';

/** The languages whose feelings and themes are read, as ISO 639-1 codes. */
export const LANGUAGES = ['en', 'pt', 'es', 'de', 'fr'] as const;

/** A language that is read. */
export type Language = (typeof LANGUAGES)[number];

/** The language of a text: `und` where it is too short or none of ours; `likeliest` is the best guess even then. */
export type LanguageFinding = Readonly<{ language: Language | 'und'; likeliest: Language }>;

/** What is known of each language: its words, the beginnings of its words, and how its letters follow each other. */
export type LanguageProfiles = Readonly<{
  words: ReadonlyMap<string, Evidence>;
  stems: ReadonlyMap<string, Evidence>;
  trigrams: ReadonlyMap<string, readonly number[]>;
}>;

/** For each of SPEECHES, how much a word speaks for it: a log-likelihood, 0 at best. */
type Evidence = readonly number[];

/** Neighbours that must not pass for one of ours: their everyday words only. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  it: `il lo gli della delle dello degli nel nella sono non che con per una molto buono buona ottimo servizio tutto
    anche piu perche questo questa grazie bene e ma come stato stata ho hanno abbiamo sempre mi ci`,
  nl: `de het een en van niet is dat op te zijn voor met wij ik jullie maar ook heel erg goed goede zeer dank snel
    geen wel naar bij aan wordt heeft hebben mijn onze deze veel service`,
};

const SPEECHES = [...LANGUAGES, ...Object.keys(NEIGHBOURS)];

/** Letters that only some of the languages write. */
const LETTERS: Readonly<Record<string, string>> = {
  pt: 'ãõçâêôàáíóúé',
  es: 'ñüáíóúé',
  de: 'ßäöü',
  fr: 'çâêôàèùîûœëïé',
  it: 'àèùòìé',
  nl: 'ëïé',
};

/** What a word costs a language that does not know it although another one does. */
const FOREIGN_WORD = -3;
const LETTER_EVIDENCE = new Map(
  Array.from(new Set(Object.values(LETTERS).join('')), (letter) => [
    letter,
    evidenceFor(new Set(SPEECHES.flatMap((speech, index) => (LETTERS[speech]?.includes(letter) ? [index] : [])))),
  ]),
);
/** Letters alone are weaker evidence than a known word. */
const UNKNOWN_WORD_LIMIT = 2.5;
const TRIGRAM_SMOOTHING = 0.4;
/** The least share of the probability for a language to be named, and of known words in a text of some length. */
const SURE_FROM = 0.7;
const KNOWN_FROM = 0.2;
/** A text shows its language in its first words; a long one need not be read to its end. */
const WORDS_READ = 300;

/**
 * Profiles learned from the vocabulary of each language (words, or beginnings of words ending in `*`): which words
 * it knows, and how often its letters follow each other (naive Bayes over letter trigrams, additive smoothing).
 */
export function learnLanguages(vocabulary: Readonly<Record<Language, readonly string[]>>): LanguageProfiles {
  const known = { words: new Map<string, Set<number>>(), stems: new Map<string, Set<number>>() };
  const counts = new Map<string, number[]>();
  const totals = SPEECHES.map(() => 0);
  SPEECHES.forEach((speech, index) => {
    const own = vocabulary[speech as Language] ?? NEIGHBOURS[speech]!.split(/\s+/);
    for (const entry of new Set(own)) {
      const stem = entry.endsWith('*');
      const plain = plainForm(stem ? entry.slice(0, -1) : entry);
      const filed = stem ? known.stems : known.words;
      filed.set(plain, (filed.get(plain) ?? new Set()).add(index));
      for (const trigram of trigramsOf(plain, !stem)) {
        const row = counts.get(trigram) ?? SPEECHES.map(() => 0);
        row[index]!++;
        totals[index]!++;
        counts.set(trigram, row);
      }
    }
  });
  return {
    words: mapValues(known.words, evidenceFor),
    stems: mapValues(known.stems, evidenceFor),
    trigrams: mapValues(counts, (row) => logShares(row, totals, counts.size)),
  };
}

/** The language in which the words are written. Neighbouring languages and texts with too little evidence are `und`. */
export function languageOf(words: readonly Word[], profiles: LanguageProfiles): LanguageFinding {
  const read = words.filter((word) => !word.symbol && /\p{L}/u.test(word.text)).slice(0, WORDS_READ);
  const sums = SPEECHES.map(() => 0);
  let known = 0;
  for (const word of read) {
    const evidence = knownWord(word, profiles);
    if (evidence) known++;
    addTo(sums, evidence ?? unknownWord(word, profiles));
    addTo(sums, lettersOf(word));
  }
  const best = sums.indexOf(Math.max(...sums));
  const likeliest = LANGUAGES.reduce((a, b) => (sums[LANGUAGES.indexOf(b)]! > sums[LANGUAGES.indexOf(a)]! ? b : a));
  const share = 1 / sums.reduce((sum, value) => sum + Math.exp(value - sums[best]!), 0);
  const sure = read.length > 0 && share >= SURE_FROM && (read.length <= 2 || known / read.length >= KNOWN_FROM);
  return { language: sure ? (LANGUAGES[best] ?? 'und') : 'und', likeliest };
}

function knownWord({ plain, squeezed }: Word, { words, stems }: LanguageProfiles): Evidence | undefined {
  for (const form of squeezed === undefined ? [plain] : [plain, squeezed]) {
    const whole = words.get(form);
    if (whole) return whole;
    for (let length = form.length; length >= 3; length--) {
      const stem = stems.get(form.slice(0, length));
      if (stem) return stem;
    }
  }
  return undefined;
}

/** The log-likelihood of a word's letters in each language against the best one, bounded. */
function unknownWord({ plain, squeezed }: Word, { trigrams }: LanguageProfiles): Evidence {
  const sums = SPEECHES.map(() => 0);
  for (const trigram of trigramsOf(squeezed ?? plain, true)) {
    const shares = trigrams.get(trigram);
    if (shares) addTo(sums, shares);
  }
  const best = Math.max(...sums);
  return sums.map((sum) => Math.max(-UNKNOWN_WORD_LIMIT, sum - best));
}

function lettersOf({ text }: Word): Evidence {
  const sums = SPEECHES.map(() => 0);
  for (const letter of text.toLowerCase()) {
    const evidence = LETTER_EVIDENCE.get(letter);
    if (evidence) addTo(sums, evidence);
  }
  return sums.map((sum) => Math.max(2 * FOREIGN_WORD, sum));
}

function evidenceFor(speeches: ReadonlySet<number>): Evidence {
  return SPEECHES.map((_, index) => (speeches.has(index) ? 0 : FOREIGN_WORD));
}

function logShares(row: readonly number[], totals: readonly number[], kinds: number): number[] {
  return row.map((n, index) => Math.log((n + TRIGRAM_SMOOTHING) / (totals[index]! + TRIGRAM_SMOOTHING * kinds)));
}

/** Three letters at a time, with the word's ends as `_`; a stem has no end. */
function trigramsOf(plain: string, ended: boolean): string[] {
  const framed = `_${plain}${ended ? '_' : ''}`;
  return Array.from({ length: Math.max(0, framed.length - 2) }, (_, at) => framed.slice(at, at + 3));
}

function addTo(sums: number[], values: Evidence): void {
  for (let index = 0; index < sums.length; index++) sums[index]! += values[index]!;
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): Map<string, B> {
  return new Map(Array.from(map, ([key, value]) => [key, change(value)]));
}
