import type { BudgetedProgram } from '../budget/budget-conflicts.rules.js';
import { DEFAULT_POLICY } from '../budget/budget-policy.rules.js';
import type { Condition } from './audience.rules.js';
import type { ProgramDefinition } from './program.rules.js';
import { programProblems, type Surroundings } from './program-problems.rules.js';

const definition = (rest: Partial<ProgramDefinition>): ProgramDefinition => ({
  programId: 'p',
  kind: 'transactional',
  touchpoint: 'support.case_closed',
  surveyId: 'nps',
  surveyVersion: null,
  variants: [],
  audience: [],
  channels: ['email', 'handoff'],
  samplePercent: 100,
  holdoutPercent: 0,
  delaySeconds: 0,
  deferDays: 7,
  expiryDays: 30,
  reminders: [],
  cadenceDays: null,
  daysBefore: [],
  ...rest,
});
const relationship = { kind: 'relationship', touchpoint: '', cadenceDays: 180 } as const;
const dated = { kind: 'account_date', touchpoint: '', daysBefore: [120, 30] } as const;
const surroundings = (rest: Partial<Surroundings> = {}): Surroundings => ({
  policy: DEFAULT_POLICY,
  published: new Map([['nps', 3]]),
  closedChannels: ['sms'],
  programs: [],
  ...rest,
});
const fieldsOf = (rest: Partial<ProgramDefinition>, beside?: Partial<Surroundings>) =>
  programProblems(definition(rest), surroundings(beside)).map(({ field }) => field);
const variant = (name: string, weight: number, surveyId = 'nps') => ({ name, weight, surveyId });

describe('programProblems', () => {
  it.each<[string, Partial<ProgramDefinition>, string[]]>([
    ['a transactional program', {}, []],
    ['a relationship program', relationship, []],
    ['a program of an account date', dated, []],
    ['no touchpoint', { touchpoint: '' }, ['touchpoint']],
    ['a touchpoint that is reserved', { touchpoint: 'program:x' }, ['touchpoint']],
    ['a survey that is not there', { surveyId: 'none' }, ['surveyId']],
    ['a sample of nobody', { samplePercent: 0 }, ['samplePercent']],
    ['everybody held out', { holdoutPercent: 100 }, ['holdoutPercent']],
    ['a cadence without a relationship', { cadenceDays: 180 }, ['cadenceDays']],
    ['a relationship without a cadence', { ...relationship, cadenceDays: null }, ['cadenceDays']],
    ['a cadence that the budget makes impossible', { ...relationship, cadenceDays: 89 }, ['cadenceDays']],
    ['a relationship with a touchpoint', { ...relationship, touchpoint: 'x' }, ['touchpoint']],
    ['dates without days', { ...dated, daysBefore: [] }, ['daysBefore']],
    ['days too near to each other', { ...dated, daysBefore: [30, 60, 120] }, ['daysBefore.1', 'daysBefore.0']],
    ['a delay of what time fires', { ...dated, delaySeconds: 1 }, ['delaySeconds']],
    [
      'an event that is not there',
      { ...dated, audience: [{ subject: 'event', attribute: 'x', operator: 'exists' }] },
      ['audience.0.subject'],
    ],
    ['one variant', { variants: [variant('a', 100)] }, ['variants']],
    ['weights that do not sum up', { variants: [variant('a', 50), variant('b', 40)] }, ['variants']],
    ['a variant twice', { variants: [variant('a', 50), variant('a', 50)] }, ['variants.1.name']],
    ['a variant without a survey', { variants: [variant('a', 50), variant('b', 50, 'no')] }, ['variants.1.surveyId']],
  ])('of %s', (_, rest, fields) => {
    expect(fieldsOf(rest)).toEqual(fields);
  });

  it.each<[string, Partial<ProgramDefinition>, string[]]>([
    ['the last version', { surveyVersion: 3 }, []],
    ['a version that is not there', { surveyVersion: 4 }, ['surveyVersion']],
    [
      'a variant of a version that is not there',
      { variants: [variant('a', 50), { ...variant('b', 50), surveyVersion: 4 }] },
      ['variants.1.surveyVersion'],
    ],
    ['a channel that is not set up', { channels: ['email', 'sms'] }, ['channels.1']],
    ['a reminder over one of its channels', { reminders: [{ afterHours: 72, channel: 'handoff' }] }, []],
    ['a reminder over another', { reminders: [{ afterHours: 72, channel: 'in_app' }] }, ['reminders.0.channel']],
    ['a reminder after the end', { expiryDays: 3, reminders: [{ afterHours: 72 }] }, ['reminders.0.afterHours']],
    [
      'a reminder before its predecessor',
      { reminders: [{ afterHours: 48 }, { afterHours: 24 }] },
      ['reminders.1.afterHours'],
    ],
    [
      'renewals of who left',
      { ...dated, audience: [{ subject: 'account', attribute: 'lifecycle', operator: 'is', value: 'churned' }] },
      ['audience.0.value'],
    ],
  ])('of %s', (_, rest, fields) => {
    expect(fieldsOf(rest)).toEqual(fields);
  });

  const everybody: BudgetedProgram = {
    programId: 'r',
    kind: 'relationship',
    cadenceDays: 120,
    daysBefore: [],
    deferDays: 7,
    asksEverybody: true,
  };
  const touchpoint: BudgetedProgram = { ...everybody, programId: 't', kind: 'transactional', cadenceDays: null };
  const enterprise: Condition[] = [{ subject: 'account', attribute: 'segment', operator: 'is', value: 'enterprise' }];

  it.each<[string, Partial<ProgramDefinition>, BudgetedProgram[], string[]]>([
    ['a touchpoint beside a cadence that leaves it no day', {}, [everybody], ['touchpoint']],
    ['a date beside a cadence that leaves it no day', dated, [everybody], ['daysBefore']],
    ['a touchpoint beside a cadence that leaves it one', {}, [{ ...everybody, cadenceDays: 121 }], []],
    ['a touchpoint beside a cadence of some', {}, [{ ...everybody, asksEverybody: false }], []],
    ['a cadence that leaves touchpoints no day', { ...relationship, cadenceDays: 120 }, [touchpoint], ['cadenceDays']],
    ['a cadence of some', { ...relationship, cadenceDays: 120, audience: enterprise }, [touchpoint], []],
    ['a cadence without touchpoints', { ...relationship, cadenceDays: 120 }, [], []],
  ])('of %s', (_, rest, programs, fields) => {
    expect(fieldsOf(rest, { programs })).toEqual(fields);
  });

  it('of a program that an account cap leaves nobody', () => {
    const policy = { ...DEFAULT_POLICY, account: { people: 5, days: 30, reserved: 5 } };
    expect(fieldsOf({}, { policy })).toEqual(['kind']);
    expect(fieldsOf(relationship, { policy })).toEqual([]);
  });
});
