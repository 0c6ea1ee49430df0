import type { Taxonomy } from '../taxonomy/taxonomy.rules.js';
import type { Clause } from './clauses.rules.js';
import type { Language } from './language.rules.js';
import { bindPhrases, findPhrase, type PhraseBook, patternsIn } from './phrase-book.rules.js';
import { type Feeling, type Judgement, judge } from './sentiment.rules.js';
import { type Span, spanOf, type Word } from './words.rules.js';

/** A theme that a text speaks of, how it speaks of it, and the words that show it. */
export type ThemeFinding = Readonly<{ theme: string; sentiment: Judgement; words: readonly Span[] }>;

/** What a cue may stand for: themes by itself, and others when their parent theme is spoken of beside it. */
export type Cue = Readonly<{ themes: readonly string[]; besideParent: readonly string[] }>;

type Hit = Cue & Readonly<{ from: number; to: number }>;
type Spoken = { words: Span[]; feelings: Set<Feeling> };

/** One book of all the cues that a taxonomy has in a language. */
export function bindCues(taxonomy: Taxonomy, language: Language): PhraseBook<Cue> {
  const entries = taxonomy.themes.flatMap(({ id, cues, besideParent }) => [
    ...patternsIn(cues[language]).map((pattern) => [pattern, { themes: [id], besideParent: [] }] as const),
    ...patternsIn(besideParent?.[language] ?? '').map((pattern) => [pattern, { themes: [], besideParent: [id] }] as const),
  ]);
  return bindPhrases<Cue>(entries, (a, b) => ({
    themes: [...a.themes, ...b.themes],
    besideParent: [...a.besideParent, ...b.besideParent],
  }));
}

/**
 * The themes of a text in the order in which they come up. A theme's sentiment is that of the clauses that speak of
 * it, or, where such a clause has no feeling of its own, of a clause beside it that is not set against it.
 */
export function themesOf(
  text: string,
  words: readonly Word[],
  clauses: readonly Clause[],
  feelings: readonly (readonly Feeling[])[],
  cues: PhraseBook<Cue>,
): ThemeFinding[] {
  const spoken = new Map<string, Spoken>();
  const hits = clauses.map((clause) => hitsIn(words, clause, cues));
  let topic: readonly string[] = [];
  clauses.forEach((clause, index) => {
    const named = hits[index]!.flatMap((hit) => (hit.besideParent.length === 0 ? hit.themes : []));
    // "Support was great, quick and friendly": what follows still speaks of the support.
    if (named.length > 0 || clause.opens === 'sentence') topic = named;
    const felt = feelings[indexOfFeelings(clauses, feelings, hits, index)] ?? [];
    for (const [theme, hit] of mostSpecific(hits[index]!, topic)) {
      const entry = spoken.get(theme) ?? { words: [], feelings: new Set() };
      entry.words.push(spanOf(text, words, hit.from, hit.to));
      for (const feeling of felt) entry.feelings.add(feeling);
      spoken.set(theme, entry);
    }
  });
  return Array.from(spoken, ([theme, found]) => ({ theme, sentiment: judge(found.feelings), words: found.words }));
}

function hitsIn(words: readonly Word[], clause: Clause, cues: PhraseBook<Cue>): Hit[] {
  const hits: Hit[] = [];
  for (let at = clause.from; at < clause.to; ) {
    const found = findPhrase(cues, words, at);
    if (found) hits.push({ ...found.value, from: at, to: at + found.length });
    at += found?.length ?? 1;
  }
  return hits;
}

/** Each hit with its themes; words for a parent go to its child where the clause speaks of the child too. */
function mostSpecific(hits: readonly Hit[], topic: readonly string[]): [theme: string, hit: Hit][] {
  const found = hits.flatMap((hit) => themesOfHit(hit, topic).map((theme): [string, Hit] => [theme, hit]));
  const children = new Map<string, Set<string>>();
  for (const [theme] of found) {
    const parent = parentOf(theme);
    if (parent) children.set(parent, (children.get(parent) ?? new Set()).add(theme));
  }
  return found.flatMap(([theme, hit]) => Array.from(children.get(theme) ?? [theme], (id): [string, Hit] => [id, hit]));
}

function themesOfHit({ themes, besideParent }: Hit, topic: readonly string[]): readonly string[] {
  const spokenOf = besideParent.filter((id) => topic.some((theme) => theme === parentOf(id) || parentOf(theme) === parentOf(id)));
  return spokenOf.length > 0 ? spokenOf : themes;
}

/**
 * The clause whose feelings a clause speaks with: its own; those of a linked clause after it that names no theme
 * ("the support: excellent"); those of the linked clause before it ("I love the support and the guides").
 */
function indexOfFeelings(
  clauses: readonly Clause[],
  feelings: readonly (readonly Feeling[])[],
  hits: readonly (readonly Hit[])[],
  index: number,
): number {
  const next = index + 1;
  if (feelings[index]!.length > 0) return index;
  if (clauses[next]?.opens === 'link' && feelings[next]!.length > 0 && hits[next]!.length === 0) return next;
  return clauses[index]!.opens === 'link' ? index - 1 : index;
}

function parentOf(theme: string): string | undefined {
  return theme.includes('.') ? theme.slice(0, theme.lastIndexOf('.')) : undefined;
}
