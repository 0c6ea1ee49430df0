import type { ActiveProgram } from '../programs/active-program.rules.js';
import { chooseLanguage, type Survey } from '../surveys/survey.rules.js';

const DAY_MS = 86_400_000;

/** When an invitation is due and when it ends; RFC 3339. */
export interface Schedule {
  readonly dueAt: string;
  readonly expiresAt: string;
}

/** What an invitation asks, and when. */
export interface Invitation extends Schedule {
  readonly surveyId: string;
  readonly surveyVersion: number;
  readonly locale: string;
  /** The metric question in that language. */
  readonly question: string;
}

/** Reckons when invitations of programs that are due at a moment (epoch milliseconds) end; each is reckoned once. */
export function schedules(): (program: ActiveProgram, dueAt: number) => Schedule {
  const reckoned = new Map<ActiveProgram, Map<number, Schedule>>();
  return (program, dueAt) => {
    const ofProgram = reckoned.get(program) ?? new Map<number, Schedule>();
    reckoned.set(program, ofProgram);
    let schedule = ofProgram.get(dueAt);
    if (!schedule) {
      const expiresAt = new Date(dueAt + program.expiryDays * DAY_MS).toISOString();
      schedule = { dueAt: new Date(dueAt).toISOString(), expiresAt };
      ofProgram.set(dueAt, schedule);
    }
    return schedule;
  };
}

/** The invitation to a survey for a contact of this locale. */
export function invitationOf(survey: Survey, contactLocale: string | null, { dueAt, expiresAt }: Schedule): Invitation {
  const locale = chooseLanguage(contactLocale, survey.questions, survey.fallbackLanguage);
  return {
    surveyId: survey.surveyId,
    surveyVersion: survey.version,
    locale,
    question: survey.questions[locale]!,
    dueAt,
    expiresAt,
  };
}
