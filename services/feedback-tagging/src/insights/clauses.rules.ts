import type { Mark } from './lexicons/lexicon.rules.js';
import { findPhrase, type PhraseBook } from './phrase-book.rules.js';
import type { Word } from './words.rules.js';

/** A mark and the words `from` … `to` (exclusive) that carry it. */
export type PlacedMark = Readonly<{ mark: Mark; from: number; to: number }>;

/**
 * The smallest part of a sentence that says one thing. `opens` tells how it follows the clause before it:
 * as a new sentence, in contrast ("but"), or on an equal footing.
 */
export type Clause = Readonly<{
  from: number;
  to: number;
  opens: 'sentence' | 'contrast' | 'link';
  marks: readonly PlacedMark[];
}>;

/** Cuts words into clauses at sentence ends, commas and the language's conjunctions, and finds the marks in each. */
export function cutIntoClauses(words: readonly Word[], book: PhraseBook<Mark>): Clause[] {
  const clauses: Clause[] = [];
  let opens: Clause['opens'] = 'sentence';
  let from = 0;
  let marks: PlacedMark[] = [];
  const close = (to: number, next: Clause['opens']) => {
    // A conjunction right after a comma or a full stop adds its meaning to the cut that is already there.
    if (to > from) clauses.push({ from, to, opens, marks });
    opens = to > from || next === 'contrast' ? next : opens;
    from = to;
    marks = [];
  };
  for (let at = 0; at < words.length; ) {
    if (at > 0 && words[at]!.gap !== 'none') close(at, words[at]!.gap === 'sentence' ? 'sentence' : 'link');
    const found = findPhrase(book, words, at);
    const mark = found?.values[0];
    const length = found?.length ?? 1;
    if (mark?.kind === 'contrast' || mark?.kind === 'link') {
      close(at, mark.kind);
      from = at + length;
    } else if (mark) marks.push({ mark, from: at, to: at + length });
    at += length;
  }
  close(words.length, 'sentence');
  return clauses;
}
