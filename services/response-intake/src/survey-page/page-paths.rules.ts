/** The addresses of a survey's pages; each keeps the language that was switched to. */
export interface PagePaths {
  /** The question, or where a respondent stopped. */
  readonly question: string;
  /** The question although it was answered. */
  readonly change: string;
  readonly thanks: string;
  /** A step of follow-up questions. */
  step(step: number): string;
}

/** The addresses below a link's own, such as `/s/<token>`. */
export function pathsOf(link: string, language?: string): PagePaths {
  const kept = language === undefined ? '' : `lang=${encodeURIComponent(language)}`;
  const query = kept && `?${kept}`;
  return {
    question: link + query,
    change: `${link}?change=1${kept && `&${kept}`}`,
    thanks: `${link}/thanks${query}`,
    step: (step) => `${link}/questions/${step}${query}`,
  };
}
