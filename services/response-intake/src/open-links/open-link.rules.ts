import type { Questionnaire } from '#survey-documents';

/** How a link is answered: by anybody who has it, or on devices that stand somewhere. */
export type LinkMode = 'link' | 'kiosk';

/** Whether a link can be answered now. */
export type LinkState = 'open' | 'not_open_yet' | 'closed' | 'full';

/** What decides whether a link can be answered. */
export interface Openness {
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly closedAt: Date | null;
  readonly answerCap: number | null;
  readonly answers: number;
}

/** Whether a link can be answered now, and why not. */
export function stateOf({ opensAt, closesAt, closedAt, answerCap, answers }: Openness, now: Date): LinkState {
  if (closedAt || (closesAt && closesAt <= now)) return 'closed';
  if (opensAt && opensAt > now) return 'not_open_yet';
  return answerCap !== null && answers >= answerCap ? 'full' : 'open';
}

/** The languages in which a link asks: those it names, or all of its survey's. */
export function languagesOf(
  languages: readonly string[] | null,
  { question, fallbackLanguage }: Questionnaire,
): string[] {
  const spoken = Object.keys(question ?? {});
  const named = languages?.filter((language) => spoken.includes(language)) ?? [];
  return named.length > 0 ? named : spoken.length > 0 ? spoken : [fallbackLanguage];
}

/**
 * The first wanted language in which a link asks; where there is none, the survey's fallback language, or the first of the
 * link's own.
 * @param wanted BCP 47 tags, the most wanted first
 */
export function chooseLanguage(offered: readonly string[], wanted: readonly string[], fallback: string): string {
  const primary = (tag: string) => tag.split('-', 1)[0]!.toLowerCase();
  for (const tag of wanted) {
    const found =
      offered.find((it) => it.toLowerCase() === tag.toLowerCase()) ??
      offered.find((it) => primary(it) === primary(tag));
    if (found) return found;
  }
  return offered.includes(fallback) ? fallback : offered[0]!;
}

/** The languages of a browser's `Accept-Language`, in the order in which it names them. */
export function acceptedLanguages(header: string | undefined): string[] {
  return (header ?? '').split(',').flatMap((range) => range.split(';')[0]!.trim() || []);
}

/** The survey and the version in the id of a version, such as `nps-event@2`. */
export function splitVersionId(versionId: string): { surveyId: string; surveyVersion: number } {
  const at = versionId.lastIndexOf('@');
  return { surveyId: versionId.slice(0, at), surveyVersion: Number(versionId.slice(at + 1)) };
}
