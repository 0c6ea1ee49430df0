import { bindPhrases, type PhraseBook, patternsIn } from '../phrase-book.rules.js';

/** Words that carry feeling, each list separated by commas or new lines, `*` for any ending. */
export type FeelingWords = Readonly<{
  strongPositive: string;
  positive: string;
  weakPositive: string;
  weakNegative: string;
  negative: string;
  strongNegative: string;
}>;

/** What a language uses to say that something is good or bad. */
export type Lexicon = FeelingWords &
  Readonly<{
    /** Mildly bad, and turned round by no negation: "unfortunately". */
    regrets: string;
    /** Phrases that look like a feeling or a negation and are neither: "not only". */
    neutral: string;
    /** Turn round the feelings that follow. */
    negators: string;
    /** Negate, and are bad news where there is nothing to negate: "can't". */
    inabilities: string;
    /** Whether a negation may follow what it negates: "funktioniert leider nicht". */
    negatesBackwards?: boolean;
    intensifiers: string;
    dampeners: string;
    /** What follows outweighs what came before: "but". */
    contrasts: string;
    /** Join clauses of equal weight: "and". */
    links: string;
    /** Everyday words by which the language is recognised. */
    functionWords: string;
  }>;

/** What a word or phrase does to the feelings of its clause; `weight` is −3 … 3. */
export type Mark =
  | Readonly<{ kind: 'feeling'; weight: number; turnable: boolean }>
  | Readonly<{ kind: 'negator'; weight: number; backwards: boolean }>
  | Readonly<{ kind: 'degree'; factor: number }>
  | Readonly<{ kind: 'contrast' | 'link' | 'neutral' }>;

const WEIGHTS: Readonly<Record<keyof FeelingWords, number>> = {
  strongPositive: 3,
  positive: 2,
  weakPositive: 1,
  weakNegative: -1,
  negative: -2,
  strongNegative: -3,
};

/** One book of a language's marks, with the symbols that every language shares. */
export function bindLexicon(lexicon: Lexicon, symbols: FeelingWords): PhraseBook<Mark> {
  const backwards = lexicon.negatesBackwards ?? false;
  const negators = new Set(patternsIn(lexicon.negators));
  return bindPhrases<Mark>([
    ...feelingsIn(symbols, negators),
    ...marked(lexicon.links, { kind: 'link' }),
    ...marked(lexicon.contrasts, { kind: 'contrast' }),
    ...marked(lexicon.negators, { kind: 'negator', weight: 0, backwards }),
    ...marked(lexicon.inabilities, { kind: 'negator', weight: -1, backwards }),
    ...marked(lexicon.intensifiers, { kind: 'degree', factor: 1.4 }),
    ...marked(lexicon.dampeners, { kind: 'degree', factor: 0.6 }),
    ...marked(lexicon.regrets, { kind: 'feeling', weight: WEIGHTS.weakNegative, turnable: false }),
    ...feelingsIn(lexicon, negators),
    ...marked(lexicon.neutral, { kind: 'neutral' }),
  ]);
}

/** All words of a lexicon without their phrases' order: the vocabulary by which its language is recognised. */
export function vocabularyOf(lexicon: Lexicon): string[] {
  const lists = Object.values(lexicon).filter((list) => typeof list === 'string');
  return lists.flatMap(patternsIn).flatMap((pattern) => pattern.split(/\s+/));
}

/** A phrase that has its negation in it ("no problem", "fonctionne pas") is not negated by another one. */
function feelingsIn(words: FeelingWords, negators: ReadonlySet<string>): [string, Mark][] {
  return (Object.keys(WEIGHTS) as (keyof FeelingWords)[]).flatMap((list) =>
    patternsIn(words[list]).map((pattern): [string, Mark] => {
      const turnable = !pattern.split(/\s+/).some((word) => negators.has(word));
      return [pattern, { kind: 'feeling', weight: WEIGHTS[list], turnable }];
    }),
  );
}

function marked(list: string, mark: Mark): [string, Mark][] {
  return patternsIn(list).map((pattern) => [pattern, mark]);
}
