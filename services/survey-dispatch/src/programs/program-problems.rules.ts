import { type BudgetedProgram, budgetConflicts } from '../budget/budget-conflicts.rules.js';
import type { BudgetPolicy } from '../budget/budget-policy.rules.js';
import { OWN_TOUCHPOINTS } from '../decisions/journey-event.rules.js';
import { problemsOfReminders } from '../reminders/reminder.rules.js';
import type { ProgramKind } from './active-program.rules.js';
import { audienceProblems } from './audience.rules.js';
import type { Channel } from './channel.rules.js';
import type { ProgramDefinition } from './program.rules.js';

/** What is wrong, and where. */
export interface ProgramProblem {
  readonly field: string;
  readonly reason: string;
}

/** What a program has to fit. */
export interface Surroundings {
  readonly policy: BudgetPolicy;
  /** The latest version of each survey that can be asked, by id. */
  readonly published: ReadonlyMap<string, number>;
  /** The channels that the installation is not set up for. */
  readonly closedChannels: readonly Channel[];
  /** The programs that are in force. */
  readonly programs: readonly BudgetedProgram[];
}

type Say = (field: string, reason: string) => void;

/** What makes a program contradict itself or its surroundings, so that it could never ask anybody. */
export function programProblems(program: ProgramDefinition, surroundings: Surroundings): ProgramProblem[] {
  const problems: ProgramProblem[] = [];
  const say: Say = (field, reason) => problems.push({ field, reason });
  CHECKS[program.kind](program, say);
  if (program.kind !== 'relationship' && program.cadenceDays !== null)
    say('cadenceDays', 'is for relationship programs alone');
  if (program.kind !== 'account_date' && program.daysBefore.length > 0)
    say('daysBefore', 'is for account_date programs alone');
  problems.push(...budgetProblems(program, surroundings));
  surveyProblems(program, surroundings.published, say);
  channelProblems(program, surroundings.closedChannels, say);
  if (program.samplePercent === 0) say('samplePercent', 'must be more than 0: nobody would be asked');
  if (program.holdoutPercent === 100) say('holdoutPercent', 'must be less than 100: nobody would be asked');
  return [...problems, ...audienceProblems(program.audience)];
}

const CHECKS: Record<ProgramKind, (program: ProgramDefinition, say: Say) => void> = {
  transactional({ touchpoint }, say) {
    if (touchpoint.startsWith(OWN_TOUCHPOINTS))
      say('touchpoint', `must not begin with ${OWN_TOUCHPOINTS}, which is reserved`);
    if (touchpoint === '') say('touchpoint', 'is what fires a transactional program: it must not be empty');
  },
  relationship(program, say) {
    timeFires(program, say);
    if (program.cadenceDays === null) say('cadenceDays', 'is what fires a relationship program: it must be given');
  },
  account_date(program, say) {
    timeFires(program, say);
    if (program.daysBefore.length === 0)
      say('daysBefore', 'is what fires an account_date program: it must not be empty');
    for (const [index, { subject, attribute, operator, value }] of program.audience.entries())
      if (subject === 'account' && attribute === 'lifecycle' && operator === 'is' && value === 'churned')
        say(`audience.${index}.value`, 'must not be churned: who left has no renewal');
  },
};

function timeFires({ touchpoint, audience, delaySeconds }: ProgramDefinition, say: Say): void {
  if (touchpoint !== '' && !touchpoint.startsWith(OWN_TOUCHPOINTS))
    say('touchpoint', 'is for transactional programs alone');
  if (delaySeconds !== 0) say('delaySeconds', 'must be 0 for a program that time fires');
  for (const [index, { subject }] of audience.entries())
    if (subject === 'event') say(`audience.${index}.subject`, 'must not be event: no event fires this program');
}

function budgetProblems(program: ProgramDefinition, { policy, programs }: Surroundings): ProgramProblem[] {
  const { programId, audience, samplePercent, holdoutPercent } = program;
  const asksEverybody = audience.length === 0 && samplePercent === 100 && holdoutPercent === 0;
  const others = programs.filter((other) => other.programId !== programId);
  return budgetConflicts(policy, [...others, { ...program, asksEverybody }]).flatMap((conflict) =>
    conflict.programId === programId ? [conflict.ofProgram] : [],
  );
}

function surveyProblems(program: ProgramDefinition, published: ReadonlyMap<string, number>, say: Say): void {
  const { surveyId, surveyVersion, variants } = program;
  const check = (id: string, version: number | null | undefined, place: string) => {
    const latest = published.get(id);
    if (latest === undefined) say(`${place}surveyId`, `there is no published survey ${id}`);
    else if (version && version > latest)
      say(`${place}surveyVersion`, `there is no version ${version} of ${id}: the latest is ${latest}`);
  };
  check(surveyId, surveyVersion, '');
  if (variants.length === 0) return;
  if (variants.length === 1) say('variants', 'must be two at least, or none');
  const names = new Set<string>();
  for (const [index, variant] of variants.entries()) {
    if (names.has(variant.name)) say(`variants.${index}.name`, `is there twice: ${variant.name}`);
    names.add(variant.name);
    check(variant.surveyId, variant.surveyVersion, `variants.${index}.`);
  }
  const sum = variants.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 100) > 1e-9) say('variants', `must have weights that sum up to 100, not to ${sum}`);
}

function channelProblems(program: ProgramDefinition, closed: readonly Channel[], say: Say): void {
  const { channels, reminders, expiryDays } = program;
  for (const [index, channel] of channels.entries())
    if (closed.includes(channel)) say(`channels.${index}`, `${channel} is not set up in this installation`);
  for (const { field, reason } of problemsOfReminders(reminders, expiryDays)) say(field, reason);
  for (const [index, { channel }] of reminders.entries())
    if (channel !== undefined && !channels.some((it) => it === channel))
      say(`reminders.${index}.channel`, `must be one of the program's channels: ${channels.join(', ')}`);
}
