import type { ActiveProgram } from '../programs/active-program.rules.js';
import { ownTouchpoint, type ProgramDefinition } from '../programs/program.rules.js';

/** A program that is given with a dry run and need not be there. */
export type GivenProgram = ProgramDefinition & { readonly name: string; readonly priority: number };

/** A given program as if it were active. What it would ask is not looked at: deciding is about whom and when. */
export function triedProgram(given: GivenProgram): ActiveProgram {
  const { surveyId, surveyVersion } = given;
  const survey = { surveyId, version: surveyVersion ?? 1, questions: {}, fallbackLanguage: 'en' };
  return {
    programId: given.programId,
    kind: given.kind,
    state: 'active',
    touchpoint: given.kind === 'transactional' ? given.touchpoint : ownTouchpoint(given.programId),
    delaySeconds: given.delaySeconds,
    expiryDays: given.expiryDays,
    priority: given.priority,
    audience: given.audience,
    channels: given.channels,
    samplePercent: given.samplePercent,
    holdoutPercent: given.holdoutPercent,
    deferDays: given.deferDays,
    cadenceDays: given.cadenceDays,
    daysBefore: given.daysBefore,
    survey,
    variants: [],
  };
}
