import type { Survey } from '../surveys/survey.rules.js';

/** An active program with its survey. */
export interface ActiveProgram {
  readonly programId: string;
  readonly touchpoint: string;
  readonly delaySeconds: number;
  readonly expiryDays: number;
  /** 1 goes first where one contact could be asked by several. */
  readonly priority: number;
  readonly survey: Survey;
}

/** Programs by the touchpoint that fires them, each list in the order of priority. */
export type ProgramsByTouchpoint = ReadonlyMap<string, readonly ActiveProgram[]>;

/** Groups programs by touchpoint and puts each group in order; the id decides between equal priorities. */
export function byTouchpoint(programs: readonly ActiveProgram[]): ProgramsByTouchpoint {
  const ordered = [...programs].sort((a, b) => a.priority - b.priority || (a.programId < b.programId ? -1 : 1));
  return Map.groupBy(ordered, (program) => program.touchpoint);
}
