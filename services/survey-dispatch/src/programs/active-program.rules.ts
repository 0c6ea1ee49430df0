import type { Survey } from '../surveys/survey.rules.js';
import type { Condition } from './audience.rules.js';
import type { Channel } from './channel.rules.js';
import type { Variant } from './sticky.rules.js';

/** What fires a program: a touchpoint, a cadence, or a date of the account. */
export type ProgramKind = 'transactional' | 'relationship' | 'account_date';

/** A program that decides: an active one, or one that is paused or archived and asks nobody. */
export interface ActiveProgram {
  readonly programId: string;
  readonly kind: ProgramKind;
  readonly state: 'active' | 'paused' | 'archived';
  readonly touchpoint: string;
  readonly delaySeconds: number;
  readonly expiryDays: number;
  /** 1 goes first where one contact could be asked by several. */
  readonly priority: number;
  readonly audience: readonly Condition[];
  /** In the order in which they are tried. */
  readonly channels: readonly Channel[];
  readonly samplePercent: number;
  readonly holdoutPercent: number;
  /** How long an ask may wait for the budget. */
  readonly deferDays: number;
  /** How often a relationship program asks. */
  readonly cadenceDays: number | null;
  /** How long before the account's renewal an `account_date` program asks. */
  readonly daysBefore: readonly number[];
  /** Asked where there are no variants. */
  readonly survey: Survey;
  readonly variants: readonly Variant<Survey>[];
}

/** Programs by the touchpoint that fires them, each list in the order of priority. */
export type ProgramsByTouchpoint = ReadonlyMap<string, readonly ActiveProgram[]>;

/** Groups programs by touchpoint and puts each group in order; the id decides between equal priorities. */
export function byTouchpoint(programs: readonly ActiveProgram[]): ProgramsByTouchpoint {
  const ordered = [...programs].sort((a, b) => a.priority - b.priority || (a.programId < b.programId ? -1 : 1));
  return Map.groupBy(ordered, (program) => program.touchpoint);
}

/** The programs as deciding needs them. */
export interface ProgramsInForce {
  readonly programs: ProgramsByTouchpoint;
  readonly byId: ReadonlyMap<string, ActiveProgram>;
  /** The active programs that ask by a cadence. */
  readonly relationships: readonly ActiveProgram[];
  /** Whether any of them looks at attributes. */
  readonly withAudience: boolean;
  /** The conditions of all that can be fired: what has to be known of contacts and accounts. */
  readonly conditions: readonly Condition[];
}

/** Puts programs in the forms in which they are looked up; archived ones are fired by nothing. */
export function inForce(all: readonly ActiveProgram[]): ProgramsInForce {
  const fired = all.filter(({ state }) => state !== 'archived');
  return {
    programs: byTouchpoint(fired),
    byId: new Map(all.map((program) => [program.programId, program])),
    relationships: fired.filter(({ kind, state }) => kind === 'relationship' && state === 'active'),
    withAudience: fired.some(({ audience }) => audience.length > 0),
    conditions: fired.flatMap(({ audience }) => audience),
  };
}
