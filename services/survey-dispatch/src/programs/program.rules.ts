import type { BudgetPolicy } from '../budget/budget-policy.rules.js';
import { OWN_TOUCHPOINTS } from '../decisions/journey-event.rules.js';
import type { ProgramKind } from './active-program.rules.js';
import { audienceProblems, type Condition } from './audience.rules.js';

/** Where a program is in its life: a draft decides nothing, a paused one has what is scheduled wait, an archived one is over. */
export type ProgramState = 'draft' | 'active' | 'paused' | 'archived';

/** What an operator says of a program. */
export interface ProgramDefinition {
  readonly kind: ProgramKind;
  readonly touchpoint: string;
  readonly surveyId: string;
  readonly variants: readonly { readonly name: string; readonly weight: number; readonly surveyId: string }[];
  readonly audience: readonly Condition[];
  readonly samplePercent: number;
  readonly holdoutPercent: number;
  readonly delaySeconds: number;
  readonly deferDays: number;
  readonly cadenceDays: number | null;
  readonly daysBefore: readonly number[];
}

/** What is wrong, and where. */
export interface ProgramProblem {
  readonly field: string;
  readonly reason: string;
}

type Say = (field: string, reason: string) => void;

/** The touchpoint of a program that time fires. */
export const ownTouchpoint = (programId: string) => `${OWN_TOUCHPOINTS}${programId}`;

/**
 * What makes a program contradict itself, the budget, or the surveys that there are, so that it could never ask anybody.
 * @param published the ids of surveys that can be asked
 */
export function programProblems(
  program: ProgramDefinition,
  policy: BudgetPolicy,
  published: ReadonlySet<string>,
): ProgramProblem[] {
  const problems: ProgramProblem[] = [];
  const say: Say = (field, reason) => problems.push({ field, reason });
  CHECKS[program.kind](program, policy, say);
  if (program.kind !== 'relationship' && program.cadenceDays !== null)
    say('cadenceDays', 'is for relationship programs alone');
  if (program.kind !== 'account_date' && program.daysBefore.length > 0)
    say('daysBefore', 'is for account_date programs alone');
  surveyProblems(program, published, say);
  if (program.samplePercent === 0) say('samplePercent', 'must be more than 0: nobody would be asked');
  if (program.holdoutPercent === 100) say('holdoutPercent', 'must be less than 100: nobody would be asked');
  return [...problems, ...audienceProblems(program.audience)];
}

const CHECKS: Record<ProgramKind, (program: ProgramDefinition, policy: BudgetPolicy, say: Say) => void> = {
  transactional({ touchpoint }, _, say) {
    if (touchpoint.startsWith(OWN_TOUCHPOINTS))
      say('touchpoint', `must not begin with ${OWN_TOUCHPOINTS}, which is reserved`);
    if (touchpoint === '') say('touchpoint', 'is what fires a transactional program: it must not be empty');
  },
  relationship(program, policy, say) {
    timeFires(program, say);
    const { cadenceDays } = program;
    if (cadenceDays === null) say('cadenceDays', 'is what fires a relationship program: it must be given');
    else if (cadenceDays < policy.relationshipDays)
      say(
        'cadenceDays',
        `is impossible: the budget lets a contact be asked every ${policy.relationshipDays} days at most`,
      );
    else if (cadenceDays <= policy.relationshipReserveDays)
      say(
        'cadenceDays',
        `must be more than the ${policy.relationshipReserveDays} days that are kept free before each slot`,
      );
  },
  account_date(program, policy, say) {
    timeFires(program, say);
    const { daysBefore, deferDays } = program;
    if (daysBefore.length === 0) say('daysBefore', 'is what fires an account_date program: it must not be empty');
    const ordered = [...daysBefore].sort((a, b) => b - a);
    for (const [index, days] of ordered.entries()) {
      const gap = index === 0 ? Number.POSITIVE_INFINITY : ordered[index - 1]! - days;
      if (gap + deferDays < policy.touchpointDays)
        say(
          `daysBefore.${daysBefore.lastIndexOf(days)}`,
          `${days} comes ${gap} days after ${ordered[index - 1]}: the budget lets a contact be asked every ${policy.touchpointDays} days at most`,
        );
    }
  },
};

function timeFires({ touchpoint, audience, delaySeconds }: ProgramDefinition, say: Say): void {
  if (touchpoint !== '' && !touchpoint.startsWith(OWN_TOUCHPOINTS))
    say('touchpoint', 'is for transactional programs alone');
  if (delaySeconds !== 0) say('delaySeconds', 'must be 0 for a program that time fires');
  for (const [index, { subject }] of audience.entries())
    if (subject === 'event') say(`audience.${index}.subject`, 'must not be event: no event fires this program');
}

function surveyProblems({ surveyId, variants }: ProgramDefinition, published: ReadonlySet<string>, say: Say): void {
  if (!published.has(surveyId)) say('surveyId', `there is no published survey ${surveyId}`);
  if (variants.length === 0) return;
  if (variants.length === 1) say('variants', 'must be two at least, or none');
  const names = new Set<string>();
  for (const [index, variant] of variants.entries()) {
    if (names.has(variant.name)) say(`variants.${index}.name`, `is there twice: ${variant.name}`);
    names.add(variant.name);
    if (!published.has(variant.surveyId))
      say(`variants.${index}.surveyId`, `there is no published survey ${variant.surveyId}`);
  }
  const sum = variants.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 100) > 1e-9) say('variants', `must have weights that sum up to 100, not to ${sum}`);
}

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
