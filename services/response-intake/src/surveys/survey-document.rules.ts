/** What a survey measures: NPS from 0 to 10, CSAT from 1 to 5, CES from 1 to 7. */
export type Metric = 'nps' | 'csat' | 'ces';

/** A text by language (BCP 47 tag); the survey's fallback language is always there. */
export type TextByLanguage = Readonly<Record<string, string>>;

/** Whole numbers from `from` to `to`, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Who gets to see a follow-up question: all that is given must hold. */
export interface Condition {
  readonly bands?: readonly string[];
  readonly scores?: Range;
  readonly answer?: { readonly questionId: string; readonly choices?: readonly string[]; readonly ratings?: Range };
}

/** A question that follows the metric question. */
export interface FollowUp {
  readonly id: string;
  readonly kind: 'text' | 'rating' | 'single_choice' | 'multiple_choice';
  readonly question: TextByLanguage;
  readonly choices?: readonly { readonly id: string; readonly text: TextByLanguage }[];
  /** The highest rating; 5 when absent. */
  readonly max?: number;
  readonly showIf?: Condition;
}

/** How the page looks like the sender's own. */
export interface Branding {
  readonly name?: string;
  readonly color?: string;
  readonly logoUrl?: string;
}

/** A published version of a survey, as far as answering it needs it. */
export interface SurveyDocument {
  readonly metric: Metric;
  readonly fallbackLanguage: string;
  /** The metric question; an invitation brings it in its own language. */
  readonly question?: TextByLanguage;
  readonly followUps: readonly FollowUp[];
  readonly branding?: Branding;
}

/** What invitations ask that name no version: NPS, and no follow-up questions. */
export const PLAIN_NPS: SurveyDocument = { metric: 'nps', fallbackLanguage: 'en', followUps: [] };

/** The scores that each metric has. */
export const SCALES: Readonly<Record<Metric, Range>> = {
  nps: { from: 0, to: 10 },
  csat: { from: 1, to: 5 },
  ces: { from: 1, to: 7 },
};

/** The categories of each metric's scores. */
export const BANDS: Readonly<Record<Metric, Readonly<Record<string, Range>>>> = {
  nps: { detractor: { from: 0, to: 6 }, passive: { from: 7, to: 8 }, promoter: { from: 9, to: 10 } },
  csat: { negative: { from: 1, to: 2 }, neutral: { from: 3, to: 3 }, positive: { from: 4, to: 5 } },
  ces: { negative: { from: 1, to: 3 }, neutral: { from: 4, to: 4 }, positive: { from: 5, to: 7 } },
};

/** Whether a number is in a range. */
export function isIn({ from, to }: Range, number: number): boolean {
  return number >= from && number <= to;
}

/** The ratings that a question can be answered with. */
export function ratingsOf({ max = 5 }: FollowUp): Range {
  return { from: 1, to: max };
}

/** A text in the first of these languages that is there: the locale, its language, the fallback. */
export function inLanguage(texts: TextByLanguage, locale: string, fallback: string): { lang: string; text: string } {
  const lang = [locale, locale.split(/[-_]/, 1)[0]!.toLowerCase()].find((it) => Object.hasOwn(texts, it)) ?? fallback;
  return { lang, text: texts[lang] ?? '' };
}
