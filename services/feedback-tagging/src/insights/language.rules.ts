import {
  type Evidence,
  FILED_BY,
  LANGUAGES,
  type Language,
  type LanguageProfiles,
  SPEECHES,
  trigramsOf,
} from './language-profiles.rules.js';
import type { Word } from './words.rules.js';

/**
 * The language of a text: `und` where it is too short or none of ours. `candidates` are those it may be all the
 * same, the likeliest first; a text whose language is found has that one only.
 */
export type LanguageFinding = Readonly<{ language: Language | 'und'; candidates: readonly Language[] }>;

/** Letters that only some of the languages write. */
const LETTERS: Readonly<Record<string, string>> = {
  pt: 'ãõçâêôàáíóúé',
  es: 'ñüáíóúé',
  de: 'ßäöü',
  fr: 'çâêôàèùîûœëïé',
  it: 'àèùòìé',
  nl: 'ëïé',
};

/** What a word or letter costs a language that does not know it although another one does. */
const FOREIGN = -3;
/** What each letter after a known beginning costs: "facilidade" is more Portuguese than Spanish "facilidad". */
const ENDING_LETTER = -0.6;
/** Letters alone are weaker evidence than a known word. */
const UNKNOWN_WORD_LIMIT = -2;
/** How much an expected language is ahead from the start. */
const EXPECTED = 1;
/** The least share of the probability for a language to be named, and of known words in a text of some length. */
const SURE_FROM = 0.6;
const KNOWN_FROM = 0.2;
/** How far behind the best language another one still is a candidate. */
const CANDIDATE_WITHIN = 1.5;
/** A text shows its language in its first words; a long one need not be read to its end. */
const WORDS_READ = 60;

const LETTER_EVIDENCE = new Map(
  Array.from(new Set(Object.values(LETTERS).join('')), (letter): [string, Evidence] => [
    letter,
    SPEECHES.map((speech) => (LETTERS[speech]?.includes(letter) ? 0 : FOREIGN)),
  ]),
);

/**
 * The language in which the words are written; neighbouring languages and texts with too little evidence are `und`.
 * What is `expected`, say the language the contact is written to in, decides between languages that fit equally.
 */
export function languageOf(words: readonly Word[], profiles: LanguageProfiles, expected?: Language): LanguageFinding {
  const read = words.filter((word) => !word.symbol && /\p{L}/u.test(word.text)).slice(0, WORDS_READ);
  const sums: number[] = SPEECHES.map((speech) => (speech === expected ? EXPECTED : 0));
  let known = 0;
  for (const word of read) {
    const evidence = knownWord(word, profiles);
    if (evidence) known++;
    addTo(sums, evidence ?? unknownWord(word, profiles));
    addLetters(sums, word.text);
  }
  const best = sums.indexOf(Math.max(...sums));
  const share = 1 / sums.reduce((sum, value) => sum + Math.exp(value - sums[best]!), 0);
  const enough = known > 0 ? known / read.length >= KNOWN_FROM : read.length > 0 && read.length <= 2;
  const language = enough && share >= SURE_FROM ? LANGUAGES[best] : undefined;
  return language ? { language, candidates: [language] } : { language: 'und', candidates: likeliestFirst(sums) };
}

function likeliestFirst(sums: readonly number[]): Language[] {
  const likelihood = (language: Language) => sums[LANGUAGES.indexOf(language)]!;
  const ranked = LANGUAGES.toSorted((a, b) => likelihood(b) - likelihood(a));
  return ranked.filter((language) => likelihood(language) >= likelihood(ranked[0]!) - CANDIDATE_WITHIN);
}

function knownWord({ plain, squeezed }: Word, { words, stems }: LanguageProfiles): Evidence | undefined {
  const evidence: number[] = SPEECHES.map(() => FOREIGN);
  let known = false;
  const note = (speech: number, value: number) => {
    evidence[speech] = Math.max(evidence[speech]!, value);
    known = true;
  };
  for (const form of squeezed === undefined ? [plain] : [plain, squeezed]) {
    for (const speech of words.get(form) ?? []) note(speech, 0);
    for (const { stem, speech } of stems.get(form.slice(0, FILED_BY)) ?? []) {
      if (form.startsWith(stem)) note(speech, ENDING_LETTER * (form.length - stem.length));
    }
  }
  return known ? evidence : undefined;
}

/** The log-likelihood of a word's letters in each language against the best one, bounded. */
function unknownWord({ plain, squeezed }: Word, { trigrams }: LanguageProfiles): Evidence {
  const sums = SPEECHES.map(() => 0);
  for (const trigram of trigramsOf(squeezed ?? plain, true)) {
    const shares = trigrams.get(trigram);
    if (shares) addTo(sums, shares);
  }
  const best = Math.max(...sums);
  return sums.map((sum) => Math.max(UNKNOWN_WORD_LIMIT, sum - best));
}

function addLetters(sums: number[], text: string): void {
  for (const letter of text.toLowerCase()) {
    const evidence = letter > '~' ? LETTER_EVIDENCE.get(letter) : undefined;
    if (evidence) addTo(sums, evidence);
  }
}

function addTo(sums: number[], values: Evidence): void {
  for (let index = 0; index < sums.length; index++) sums[index]! += values[index]!;
}
