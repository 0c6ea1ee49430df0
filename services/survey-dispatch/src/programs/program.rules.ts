import { OWN_TOUCHPOINTS } from '../decisions/journey-event.rules.js';
import type { ReminderPlan } from '../reminders/reminder.rules.js';
import type { ProgramKind } from './active-program.rules.js';
import type { Condition } from './audience.rules.js';
import type { Channel } from './channel.rules.js';

/** Where a program is in its life: a draft decides nothing, a paused one has what is scheduled wait, an archived one is over. */
export type ProgramState = 'draft' | 'active' | 'paused' | 'archived';

/** A survey of an experiment, as an operator names it. */
export interface VariantDefinition {
  readonly name: string;
  readonly weight: number;
  readonly surveyId: string;
  /** The latest one where it is absent. */
  readonly surveyVersion?: number;
}

/** What an operator says of a program. */
export interface ProgramDefinition {
  readonly programId: string;
  readonly kind: ProgramKind;
  readonly touchpoint: string;
  readonly surveyId: string;
  /** null: the latest one. */
  readonly surveyVersion: number | null;
  readonly variants: readonly VariantDefinition[];
  readonly audience: readonly Condition[];
  readonly channels: readonly Channel[];
  readonly samplePercent: number;
  readonly holdoutPercent: number;
  readonly delaySeconds: number;
  readonly deferDays: number;
  readonly expiryDays: number;
  readonly reminders: readonly ReminderPlan[];
  readonly cadenceDays: number | null;
  readonly daysBefore: readonly number[];
}

/** The touchpoint of a program that time fires. */
export const ownTouchpoint = (programId: string) => `${OWN_TOUCHPOINTS}${programId}`;

const MOVES: Record<ProgramState, readonly ProgramState[]> = {
  draft: ['active', 'archived'],
  active: ['paused', 'archived'],
  paused: ['active', 'archived'],
  archived: [],
};

/** Why a program cannot go from one state to another, or nothing; staying where it is is no move. */
export function moveProblem(from: ProgramState, to: ProgramState): string | undefined {
  return from === to || MOVES[from].includes(to) ? undefined : `a program that is ${from} cannot become ${to}`;
}
