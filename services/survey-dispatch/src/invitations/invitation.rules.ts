import { dueAtOf } from '../decisions/decide.rules.js';
import type { ActiveProgram } from '../programs/active-program.rules.js';
import { chooseLanguage } from '../surveys/survey.rules.js';

const DAY_MS = 86_400_000;

/** When an invitation is due and when it ends; RFC 3339. */
export interface Schedule {
  readonly dueAt: string;
  readonly expiresAt: string;
}

/** What an invitation asks, and when. */
export interface Invitation extends Schedule {
  readonly surveyId: string;
  readonly locale: string;
  /** The metric question in that language. */
  readonly question: string;
}

/** When programs ask about what is decided now (epoch milliseconds); each is reckoned once. */
export function schedulesOf(programs: Iterable<ActiveProgram>, now: number): Map<ActiveProgram, Schedule> {
  const schedules = new Map<ActiveProgram, Schedule>();
  for (const program of programs) {
    if (schedules.has(program)) continue;
    const dueAt = dueAtOf(program, now);
    const expiresAt = new Date(dueAt + program.expiryDays * DAY_MS).toISOString();
    schedules.set(program, { dueAt: new Date(dueAt).toISOString(), expiresAt });
  }
  return schedules;
}

/** The invitation of a program for a contact of this locale. */
export function invitationOf(
  { survey }: ActiveProgram,
  contactLocale: string | null,
  { dueAt, expiresAt }: Schedule,
): Invitation {
  const locale = chooseLanguage(contactLocale, survey.questions);
  return { surveyId: survey.surveyId, locale, question: survey.questions[locale]!, dueAt, expiresAt };
}
