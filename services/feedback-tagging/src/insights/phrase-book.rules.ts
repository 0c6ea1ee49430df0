import { plainForm, type Word } from './words.rules.js';

/** The longest phrase at some word: how many words it spans, and what was noted for it, at least one thing. */
export type Found<T> = Readonly<{ length: number; values: readonly T[] }>;

/** Phrases to look for, all at once. */
export type PhraseBook<T> = Readonly<{ root: Node<T> }>;

type Node<T> = { exact: Map<string, Node<T>>; prefixes: Map<string, { prefix: string; next: Node<T> }[]>; values: T[] };

/** Prefix patterns are filed under their first letters, so each needs at least that many. */
const FILED_BY = 3;

/**
 * The patterns of a list, separated by commas or new lines. A pattern is one or more words; a word that ends
 * in `*` stands for all words that begin so.
 */
export function patternsIn(list: string): string[] {
  return list
    .split(/[,\n]/)
    .map((pattern) => pattern.trim())
    .filter(Boolean);
}

/** A book of patterns with what is noted for them; of several notes for one pattern the last comes first. */
export function bindPhrases<T>(entries: Iterable<readonly [pattern: string, value: T]>): PhraseBook<T> {
  const root = emptyNode<T>();
  for (const [pattern, value] of entries) {
    for (const spelling of spellings(pattern)) {
      spelling
        .split(/\s+/)
        .reduce(childOf<T>, root)
        .values.unshift(value);
    }
  }
  return { root };
}

/**
 * The longest phrase that begins at `words[at]` and crosses no comma or sentence's end. Where several patterns are
 * equally long it has the values of all: those of exact words first, then those of longer prefixes.
 */
export function findPhrase<T>(book: PhraseBook<T>, words: readonly Word[], at: number): Found<T> | undefined {
  const best = { length: 0, values: [] as T[] };
  collect(book.root, words, at, 0, best);
  return best.length > 0 ? best : undefined;
}

function collect<T>(
  node: Node<T>,
  words: readonly Word[],
  at: number,
  length: number,
  best: { length: number; values: T[] },
): void {
  if (node.values.length > 0 && length >= best.length) {
    best.values = length > best.length ? [...node.values] : [...best.values, ...node.values];
    best.length = length;
  }
  const word = words[at + length];
  if (!word || (length > 0 && word.gap !== 'none')) return;
  for (const next of nodesAfter(node, word)) collect(next, words, at, length + 1, best);
}

/** Exact words before prefixes, longer prefixes before shorter ones. */
function nodesAfter<T>(node: Node<T>, { plain, squeezed }: Word): Node<T>[] {
  const found: Node<T>[] = [];
  for (const form of squeezed === undefined ? [plain] : [plain, squeezed]) {
    const exact = node.exact.get(form);
    if (exact) found.push(exact);
    for (const { prefix, next } of node.prefixes.get(form.slice(0, FILED_BY)) ?? []) {
      if (form.startsWith(prefix)) found.push(next);
    }
  }
  return found;
}

function childOf<T>(node: Node<T>, word: string): Node<T> {
  if (!word.endsWith('*')) {
    const key = plainForm(word);
    const known = node.exact.get(key) ?? emptyNode<T>();
    node.exact.set(key, known);
    return known;
  }
  const prefix = plainForm(word.slice(0, -1));
  if (prefix.length < FILED_BY) throw new RangeError(`"${word}" needs ${FILED_BY} letters or more before its *`);
  const filed = node.prefixes.get(prefix.slice(0, FILED_BY)) ?? [];
  const known = filed.find((entry) => entry.prefix === prefix);
  if (known) return known.next;
  const next = emptyNode<T>();
  filed.push({ prefix, next });
  filed.sort((a, b) => b.prefix.length - a.prefix.length);
  node.prefixes.set(prefix.slice(0, FILED_BY), filed);
  return next;
}

/** German keyboards abroad: `schön` is also typed `schoen`. */
function spellings(pattern: string): string[] {
  const spelledOut = pattern.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  return spelledOut === pattern ? [pattern] : [pattern, spelledOut];
}

function emptyNode<T>(): Node<T> {
  return { exact: new Map(), prefixes: new Map(), values: [] };
}
