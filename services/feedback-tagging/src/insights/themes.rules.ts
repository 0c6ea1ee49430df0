import type { Taxonomy } from '../taxonomy/taxonomy.rules.js';
import type { Clause } from './clauses.rules.js';
import type { Language } from './language-profiles.rules.js';
import { bindPhrases, findPhrase, type PhraseBook, patternsIn } from './phrase-book.rules.js';
import { type Feeling, type Judgement, judge } from './sentiment.rules.js';
import { type Span, spanOf, type Word } from './words.rules.js';

/** A theme that a text speaks of, how it speaks of it, and the words that show it. */
export type ThemeFinding = Readonly<{ theme: string; sentiment: Judgement; words: readonly Span[] }>;

/** What a cue stands for: a theme, always or only where the theme's parent is spoken of. */
export type Cue = Readonly<{ theme: string; besideParent: boolean }>;

type Hit = Readonly<{ cues: readonly Cue[]; from: number; to: number }>;
type Spoken = { words: Span[]; feelings: Set<Feeling> };

/** One book of all the cues that a taxonomy has in a language. */
export function bindCues(taxonomy: Taxonomy, language: Language): PhraseBook<Cue> {
  return bindPhrases(
    taxonomy.themes.flatMap(({ id: theme, cues, besideParent }) => [
      ...patternsIn(cues[language]).map((pattern): [string, Cue] => [pattern, { theme, besideParent: false }]),
      ...patternsIn(besideParent?.[language] ?? '').map((pattern): [string, Cue] => [
        pattern,
        { theme, besideParent: true },
      ]),
    ]),
  );
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
  let topic: ReadonlySet<string> = new Set();
  clauses.forEach((clause, index) => {
    const named = new Set(hits[index]!.flatMap(topicOf));
    // "Support was great, quick and friendly": what follows still speaks of the support.
    if (named.size > 0 || clause.opens === 'sentence') topic = named;
    const felt = feelings[indexOfFeelings(clauses, feelings, hits, index)] ?? [];
    for (const [theme, shown] of mostSpecific(hits[index]!, topic)) {
      const entry = spoken.get(theme) ?? { words: [], feelings: new Set() };
      entry.words.push(...shown.map(({ from, to }) => spanOf(text, words, from, to)));
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
    if (found) hits.push({ cues: found.values, from: at, to: at + found.length });
    at += found?.length ?? 1;
  }
  return hits;
}

/** The hits by theme; those of a parent go to its children where the clause speaks of these too. */
function mostSpecific(hits: readonly Hit[], topic: ReadonlySet<string>): Map<string, Hit[]> {
  const byTheme = new Map<string, Hit[]>();
  for (const hit of hits) {
    for (const theme of themesOfHit(hit, topic)) {
      const earlier = byTheme.get(theme);
      if (earlier) earlier.push(hit);
      else byTheme.set(theme, [hit]);
    }
  }
  for (const parent of new Set(Array.from(byTheme.keys(), parentOf))) {
    const shared = parent === undefined ? undefined : byTheme.get(parent);
    if (!shared) continue;
    byTheme.delete(parent!);
    for (const [theme, own] of byTheme) {
      if (parentOf(theme) === parent)
        byTheme.set(
          theme,
          [...shared, ...own].sort((a, b) => a.from - b.from),
        );
    }
  }
  return byTheme;
}

/** A word that may qualify another theme, like "quick", sets no topic of its own. */
function topicOf({ cues }: Hit): string[] {
  return cues.some((cue) => cue.besideParent) ? [] : cues.map((cue) => cue.theme);
}

function themesOfHit({ cues }: Hit, topic: ReadonlySet<string>): string[] {
  const qualified = cues.filter((cue) => cue.besideParent && speaksOf(topic, parentOf(cue.theme)));
  const chosen = qualified.length > 0 ? qualified : cues.filter((cue) => !cue.besideParent);
  return Array.from(new Set(chosen.map((cue) => cue.theme)));
}

/** Whether the topic is the parent, or another of its children: "they replied at once and were quick". */
function speaksOf(topic: ReadonlySet<string>, parent: string | undefined): boolean {
  return Array.from(topic).some((theme) => theme === parent || parentOf(theme) === parent);
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
  if (clauses[next]?.opens === 'link' && feelings[next]!.length > 0 && hits[next]!.flatMap(topicOf).length === 0) {
    return next;
  }
  return clauses[index]!.opens === 'link' ? index - 1 : index;
}

function parentOf(theme: string): string | undefined {
  return theme.includes('.') ? theme.slice(0, theme.lastIndexOf('.')) : undefined;
}
