/** A survey as programs ask it: one version's metric question by language, the fallback language always among them. */
export interface Survey {
  readonly surveyId: string;
  readonly version: number;
  readonly questions: Readonly<Record<string, string>>;
  readonly fallbackLanguage: string;
}

/** The language that is asked where a contact's own is not there, and nothing else is said. */
export const FALLBACK_LANGUAGE = 'en';

/**
 * The language in which a contact is asked, of those that are there: the locale itself, then its language, then the
 * fallback.
 * @param locale BCP 47 language tag, such as `pt-BR`
 */
export function chooseLanguage(
  locale: string | null,
  available: Readonly<Record<string, unknown>>,
  fallback: string = FALLBACK_LANGUAGE,
): string {
  if (locale === null) return fallback;
  if (Object.hasOwn(available, locale)) return locale;
  const language = locale.split(/[-_]/, 1)[0]!.toLowerCase();
  return Object.hasOwn(available, language) ? language : fallback;
}
