import type { ProgramKind } from '../programs/active-program.rules.js';
import type { BudgetPolicy } from './budget-policy.rules.js';

/** A program as far as the budget can make it impossible. */
export interface BudgetedProgram {
  readonly programId: string;
  readonly kind: ProgramKind;
  readonly cadenceDays: number | null;
  readonly daysBefore: readonly number[];
  readonly deferDays: number;
  /** Whether it asks every contact: it has no audience and no sample, and holds nobody out. */
  readonly asksEverybody: boolean;
}

/** What is wrong, and where. */
export interface BudgetProblem {
  readonly field: string;
  readonly reason: string;
}

/** A program that a policy makes impossible: what is wrong with the program, and with the policy. */
export interface BudgetConflict {
  readonly programId: string;
  readonly ofProgram: BudgetProblem;
  /** Absent where another conflict says the same of the policy. */
  readonly ofPolicy?: BudgetProblem;
}

/** What programs that are in force at the same time could never do under a policy. */
export function budgetConflicts(policy: BudgetPolicy, programs: readonly BudgetedProgram[]): BudgetConflict[] {
  const touched = programs.filter(({ kind }) => kind !== 'relationship');
  return programs.flatMap((program) =>
    program.kind === 'relationship'
      ? cadenceConflicts(policy, program, touched)
      : [
          ...dateConflicts(policy, program),
          ...capConflicts(policy, program),
          ...closedWindows(policy, program, programs),
        ],
  );
}

function cadenceConflicts(
  policy: BudgetPolicy,
  program: BudgetedProgram,
  touched: readonly BudgetedProgram[],
): BudgetConflict[] {
  const { programId, cadenceDays } = program;
  const { allDays, relationshipDays, relationshipReserveDays: reserve } = policy;
  if (cadenceDays === null) return [];
  const every = `which asks every ${cadenceDays} days`;
  if (cadenceDays < relationshipDays)
    return conflict(
      programId,
      ['cadenceDays', `is impossible: the budget lets a contact be asked every ${relationshipDays} days at most`],
      ['relationshipDays', `makes the cadence of ${programId} impossible, ${every}`],
    );
  if (cadenceDays <= reserve)
    return conflict(
      programId,
      ['cadenceDays', `must be more than the ${reserve} days that are kept free before each slot`],
      ['relationshipReserveDays', `leaves touchpoints no day beside ${programId}, ${every}`],
    );
  if (touched.length === 0 || !leavesNoDay(policy, program)) return [];
  const ids = touched.map((it) => it.programId).join(', ');
  return conflict(
    programId,
    ['cadenceDays', `must be more than ${allDays + reserve}: the budget would leave ${ids} no day between two slots`],
    ['relationshipReserveDays', `and allDays leave ${ids} no day beside ${programId}, ${every}`],
  );
}

/** Whether every day is either within the window after a slot or among those that are kept free before the next. */
function leavesNoDay(
  { allDays, relationshipReserveDays }: BudgetPolicy,
  { kind, ...program }: BudgetedProgram,
): boolean {
  const { cadenceDays, asksEverybody } = program;
  if (kind !== 'relationship' || cadenceDays === null || !asksEverybody) return false;
  return cadenceDays <= allDays + relationshipReserveDays;
}

function closedWindows(
  policy: BudgetPolicy,
  { programId, kind }: BudgetedProgram,
  programs: readonly BudgetedProgram[],
): BudgetConflict[] {
  const closing = programs.find((other) => leavesNoDay(policy, other));
  if (!closing) return [];
  const reason = `could never ask: ${closing.programId} asks everybody every ${closing.cadenceDays} days, and the budget closes ${policy.allDays} days after each ask and ${policy.relationshipReserveDays} before`;
  return [{ programId, ofProgram: { field: kind === 'transactional' ? 'touchpoint' : 'daysBefore', reason } }];
}

function capConflicts({ account }: BudgetPolicy, { programId }: BudgetedProgram): BudgetConflict[] {
  if (!account || account.reserved < account.people) return [];
  const kept = `all ${account.people} people of an account who may be asked`;
  return conflict(
    programId,
    ['kind', `could never ask: the budget keeps ${kept} for relationship programs`],
    ['account.reserved', `keeps ${kept} from ${programId}`],
  );
}

function dateConflicts({ touchpointDays }: BudgetPolicy, program: BudgetedProgram): BudgetConflict[] {
  const { programId, daysBefore, deferDays } = program;
  const ordered = [...daysBefore].sort((a, b) => b - a);
  return ordered.slice(1).flatMap((days, index) => {
    const gap = ordered[index]! - days;
    if (gap + deferDays >= touchpointDays) return [];
    const near = `${days} comes ${gap} days after ${ordered[index]}`;
    return conflict(
      programId,
      [
        `daysBefore.${daysBefore.lastIndexOf(days)}`,
        `${near}: the budget lets a contact be asked every ${touchpointDays} days at most`,
      ],
      ['touchpointDays', `makes the dates of ${programId} impossible: ${near}`],
    );
  });
}

type Said = readonly [field: string, reason: string];

function conflict(programId: string, [field, reason]: Said, [policyField, policyReason]: Said): BudgetConflict[] {
  return [{ programId, ofProgram: { field, reason }, ofPolicy: { field: policyField, reason: policyReason } }];
}
