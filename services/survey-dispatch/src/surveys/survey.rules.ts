/** A survey as it is asked: its metric question by language, `en` always among them. */
export interface Survey {
  readonly surveyId: string;
  readonly questions: Readonly<Record<string, string>>;
}

/** The language that is asked where a contact's own is not there. */
export const FALLBACK_LANGUAGE = 'en';

/**
 * The language in which a contact is asked, of those that are there: the locale itself, then its language, then English.
 * @param locale BCP 47 language tag, such as `pt-BR`
 */
export function chooseLanguage(locale: string | null, available: Readonly<Record<string, unknown>>): string {
  if (locale === null) return FALLBACK_LANGUAGE;
  if (Object.hasOwn(available, locale)) return locale;
  const language = locale.split(/[-_]/, 1)[0]!.toLowerCase();
  return Object.hasOwn(available, language) ? language : FALLBACK_LANGUAGE;
}
