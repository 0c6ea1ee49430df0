import type { Clause, PlacedMark } from './clauses.rules.js';
import { type Span, spanOf, type Word } from './words.rules.js';

/** `mixed` is both at once, `neutral` neither. */
export type SentimentLabel = 'positive' | 'neutral' | 'negative' | 'mixed';

/** A judgement: −1 (all bad) … 1 (all good). */
export type Judgement = Readonly<{ label: SentimentLabel; score: number }>;

/** Words that show a feeling; `weight` is its strength after negation and degree, below zero where it is bad. */
export type Feeling = Span & Readonly<{ weight: number }>;

/** The sentiment of a text, with the words that show it in the order of the text. */
export type Sentiment = Judgement & Readonly<{ words: readonly Feeling[] }>;

/** How many words may stand between a negation and what it negates. */
const NEGATION_REACH = 3;
const DEGREE_REACH = 1;
/** "Not excellent" is not as bad as "bad" said three times. */
const NEGATED = -0.6;
const STRETCHED = 1.2;
/** What comes after "but" is what the writer wants heard. */
const BEFORE_CONTRAST = 0.5;
const AFTER_CONTRAST = 1.25;
/** Total weight at which the score is half way to its end. */
const HALF_WAY = 3;
/** The weaker side's share of the stronger one from which a text is mixed. */
const MIXED_FROM = 0.5;

/**
 * The sentiment of all clauses together, given the feelings of each: clauses after a "but" outweigh those before it.
 */
export function sentimentOf(clauses: readonly Clause[], feelings: readonly (readonly Feeling[])[]): Sentiment {
  const factors = contrastFactors(clauses);
  const weighed = feelings.flatMap((found, index) => found.map(({ weight }) => ({ weight: weight * factors[index]! })));
  return { ...judge(weighed), words: feelings.flat() };
}

/**
 * One judgement on some feelings: total / (|total| + 3), a soft sign that one plain word takes to ±0.4; mixed where
 * the weaker side has half the weight of the stronger one or more.
 */
export function judge(feelings: Iterable<Pick<Feeling, 'weight'>>): Judgement {
  let good = 0;
  let bad = 0;
  for (const { weight } of feelings) {
    if (weight > 0) good += weight;
    else bad -= weight;
  }
  const total = good - bad;
  const score = Math.round((1000 * total) / (Math.abs(total) + HALF_WAY)) / 1000;
  if (good === 0 && bad === 0) return { label: 'neutral', score: 0 };
  if (Math.min(good, bad) >= MIXED_FROM * Math.max(good, bad)) return { label: 'mixed', score };
  return { label: total > 0 ? 'positive' : 'negative', score };
}

/** The feelings of one clause, in the order of the text, after negation, degree and stretched letters. */
export function feelingsIn(text: string, words: readonly Word[], clause: Clause): Feeling[] {
  const used = new Set<PlacedMark>();
  const feelings: (Feeling & { at: number })[] = [];
  const { marks } = clause;
  marks.forEach((placed, index) => {
    if (placed.mark.kind !== 'feeling') return;
    const negators = placed.mark.turnable ? negatorsOf(marks, index) : [];
    for (const negator of negators) used.add(negator);
    let weight = placed.mark.weight * degreeAround(marks, index);
    if (negators.length > 0) weight *= NEGATED;
    if (words.slice(placed.from, placed.to).some((word) => word.squeezed !== undefined)) weight *= STRETCHED;
    const from = Math.min(placed.from, ...negators.map((negator) => negator.from));
    const to = Math.max(placed.to, ...negators.map((negator) => negator.to));
    feelings.push({ ...spanOf(text, words, from, to), weight, at: placed.from });
  });
  for (const placed of marks) {
    if (placed.mark.kind !== 'negator' || placed.mark.weight === 0 || used.has(placed)) continue;
    feelings.push({ ...spanOf(text, words, placed.from, placed.to), weight: placed.mark.weight, at: placed.from });
  }
  return feelings.sort((a, b) => a.at - b.at).map(({ at: _, ...feeling }) => feeling);
}

/** Only the few marks within reach are looked at, so that a long clause takes linear time. */
function negatorsOf(marks: readonly PlacedMark[], index: number): PlacedMark[] {
  const feeling = marks[index]!;
  const found: PlacedMark[] = [];
  for (let at = index - 1; at >= 0 && feeling.from - marks[at]!.to <= NEGATION_REACH; at--) {
    if (marks[at]!.mark.kind === 'negator') found.push(marks[at]!);
  }
  for (let at = index + 1; at < marks.length && marks[at]!.from - feeling.to <= NEGATION_REACH; at++) {
    const { mark } = marks[at]!;
    if (mark.kind === 'negator' && mark.backwards) found.push(marks[at]!);
  }
  return found;
}

function degreeAround(marks: readonly PlacedMark[], index: number): number {
  const feeling = marks[index]!;
  const before = marks[index - 1];
  const after = marks[index + 1];
  let factor = 1;
  if (before?.mark.kind === 'degree' && feeling.from - before.to <= DEGREE_REACH) factor *= before.mark.factor;
  if (after?.mark.kind === 'degree' && after.from === feeling.to) factor *= after.mark.factor;
  return factor;
}

/** Within its sentence, a clause counts more once a "but" has come and less while one is still to come. */
function contrastFactors(clauses: readonly Clause[]): number[] {
  const factors: number[] = [];
  let sentenceStart = 0;
  let contrasted = false;
  clauses.forEach(({ opens }, index) => {
    if (opens === 'sentence') {
      sentenceStart = index;
      contrasted = false;
    } else if (opens === 'contrast' && !contrasted) {
      factors.fill(BEFORE_CONTRAST, sentenceStart, index);
      contrasted = true;
    }
    factors.push(contrasted ? AFTER_CONTRAST : 1);
  });
  return factors;
}
