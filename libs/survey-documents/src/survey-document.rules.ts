/** What a survey measures: NPS from 0 to 10, CSAT from 1 to 5, CES from 1 to 7. */
export type Metric = 'nps' | 'csat' | 'ces';

/** A text by language (BCP 47 tag); of a published survey's, the fallback language is always there. */
export type TextByLanguage = Readonly<Record<string, string>>;

/** Whole numbers from `from` to `to`, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Who gets to see a follow-up question: all that is given must hold. */
export interface Condition {
  /** Categories of the score: `detractor`, `passive`, `promoter`, or `negative`, `neutral`, `positive`. */
  readonly bands?: readonly string[];
  readonly scores?: Range;
  /** An earlier answer: one of these choices, or a rating in this range. */
  readonly answer?: { readonly questionId: string; readonly choices?: readonly string[]; readonly ratings?: Range };
}

/** One of the answers that can be chosen. */
export interface Choice {
  readonly id: string;
  readonly text: TextByLanguage;
}

/** A question that follows the metric question; it may always be left unanswered. */
export interface FollowUp {
  readonly id: string;
  readonly kind: 'text' | 'single_choice' | 'multiple_choice' | 'rating';
  readonly question: TextByLanguage;
  /** For the two kinds of choice. */
  readonly choices?: readonly Choice[];
  /** The highest rating, for the kind rating, which begins with 1; 5 when absent. */
  readonly max?: number;
  readonly showIf?: Condition;
}

/** How the page looks like the sender's own. */
export interface Branding {
  readonly name?: string;
  /** `#rrggbb`. */
  readonly color?: string;
  /** An https address. */
  readonly logoUrl?: string;
  /** Stands under each mail, such as the sender's postal address, which some countries' laws ask for. */
  readonly footer?: TextByLanguage;
}

/** What decides about answers: a metric, and the questions that follow it. */
export interface Questionnaire {
  readonly metric: Metric;
  readonly fallbackLanguage: string;
  /** The metric question, where it is not brought by an invitation in its own language. */
  readonly question?: TextByLanguage;
  readonly followUps: readonly FollowUp[];
  readonly branding?: Branding;
  /** What is said after the last question, by category of the score; the page's own words where one is absent. */
  readonly thanks?: Readonly<Record<string, TextByLanguage>>;
}

/** A survey as it is written: one metric question and its follow-ups, in languages of which one is the fallback. */
export interface SurveyDocument extends Questionnaire {
  readonly name: string;
  readonly question: TextByLanguage;
}

/** What invitations ask that name no version: NPS, and no follow-up questions. */
export const PLAIN_NPS: Questionnaire = { metric: 'nps', fallbackLanguage: 'en', followUps: [] };

/** The scores that each metric has. */
export const SCALES: Readonly<Record<Metric, Range>> = {
  nps: { from: 0, to: 10 },
  csat: { from: 1, to: 5 },
  ces: { from: 1, to: 7 },
};

/** The categories of each metric's scores, the worst first. */
export const BANDS: Readonly<Record<Metric, Readonly<Record<string, Range>>>> = {
  nps: { detractor: { from: 0, to: 6 }, passive: { from: 7, to: 8 }, promoter: { from: 9, to: 10 } },
  csat: { negative: { from: 1, to: 2 }, neutral: { from: 3, to: 3 }, positive: { from: 4, to: 5 } },
  ces: { negative: { from: 1, to: 3 }, neutral: { from: 4, to: 4 }, positive: { from: 5, to: 7 } },
};

/** How large a survey may be. */
export const LIMITS = {
  nameLength: 100,
  questionLength: 500,
  choiceLength: 200,
  footerLength: 500,
  thanksLength: 500,
  followUps: 20,
  choices: 20,
  languages: 40,
  rating: { from: 2, to: 10 },
} as const;

const USUAL_MAX_RATING = 5;

/** The category of a score: its name, and its place among those of the metric, the worst being 0. */
export function bandOf(metric: Metric, score: number): { readonly name: string; readonly place: number } {
  const bands = Object.entries(BANDS[metric]);
  const place = bands.findIndex(([, range]) => isIn(range, score));
  if (place < 0) throw new RangeError(`${metric} has no score ${score}`);
  return { name: bands[place]![0], place };
}

/** Whether a number is in a range. */
export function isIn({ from, to }: Range, number: number): boolean {
  return number >= from && number <= to;
}

/** The scores of a metric, in their order. */
export function scoresOf(metric: Metric): number[] {
  const { from, to } = SCALES[metric];
  return Array.from({ length: to - from + 1 }, (_, place) => from + place);
}

/** The ratings that a question can be answered with. */
export function ratingsOf({ max = USUAL_MAX_RATING }: FollowUp): Range {
  return { from: 1, to: max };
}

/** A text in the first of these languages that is there: the locale, its language, the fallback. */
export function inLanguage(texts: TextByLanguage, locale: string, fallback: string): { lang: string; text: string } {
  const lang = [locale, locale.split(/[-_]/, 1)[0]!.toLowerCase()].find((it) => Object.hasOwn(texts, it)) ?? fallback;
  return { lang, text: texts[lang] ?? '' };
}
