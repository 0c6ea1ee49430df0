import { type Metric, type Questionnaire, SCALES } from '#survey-documents';
import { ARABIC } from './languages/arabic.rules.js';
import { ENGLISH } from './languages/english.rules.js';
import { FRENCH } from './languages/french.rules.js';
import { GERMAN } from './languages/german.rules.js';
import { HEBREW } from './languages/hebrew.rules.js';
import type { Texts } from './languages/page-texts.rules.js';
import { PORTUGUESE } from './languages/portuguese.rules.js';
import { SPANISH } from './languages/spanish.rules.js';

export type { Texts };

/** What the page says of a metric's scale: its ends, and what is missing where nothing was chosen. */
export function scaleTexts(texts: Texts, metric: Metric): { low: string; high: string; missing: string } {
  const { from, to } = SCALES[metric];
  const missing = texts.scoreMissing.replace('{from}', String(from)).replace('{to}', String(to));
  if (metric === 'csat') return { low: texts.csatLow, high: texts.csatHigh, missing };
  if (metric === 'ces') return { low: texts.cesLow, high: texts.cesHigh, missing };
  return { low: texts.scaleLow, high: texts.scaleHigh, missing };
}

/** Every language that the page speaks. */
export const LANGUAGES = {
  en: ENGLISH,
  pt: PORTUGUESE,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  ar: ARABIC,
  he: HEBREW,
} as const;

/** A language that the page speaks. */
export type Language = keyof typeof LANGUAGES;

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set(['ar', 'he']);

/** Which way a language of the page is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
}

/** The first language that the page speaks among BCP 47 tags, in order; English where there is none. */
export function languageOf(...tags: readonly string[]): Language {
  const primaries = tags.map((tag) => tag.trim().split('-')[0]!.toLowerCase());
  return primaries.find((primary): primary is Language => Object.hasOwn(LANGUAGES, primary)) ?? 'en';
}

/** The language that the page speaks around a survey's texts: theirs, or else that of the survey's fallback. */
export function pageLanguage(survey: { readonly locale: string; readonly document: Questionnaire }): Language {
  return languageOf(survey.locale, survey.document.fallbackLanguage);
}

/** The language for a browser's `Accept-Language`, taken in the order in which it names them. */
export function languageOfBrowser(acceptLanguage: string | undefined): Language {
  return languageOf(...(acceptLanguage ?? '').split(',').map((range) => range.split(';')[0]!));
}
