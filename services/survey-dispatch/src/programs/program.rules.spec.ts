import { DEFAULT_POLICY } from '../budget/budget-policy.rules.js';
import { moveProblem, type ProgramDefinition, type ProgramState, programProblems } from './program.rules.js';

const definition = (rest: Partial<ProgramDefinition>): ProgramDefinition => ({
  kind: 'transactional',
  touchpoint: 'support.case_closed',
  surveyId: 'nps',
  variants: [],
  audience: [],
  samplePercent: 100,
  holdoutPercent: 0,
  delaySeconds: 0,
  deferDays: 7,
  cadenceDays: null,
  daysBefore: [],
  ...rest,
});
const relationship = { kind: 'relationship', touchpoint: '', cadenceDays: 180 } as const;
const dated = { kind: 'account_date', touchpoint: '', daysBefore: [120, 30] } as const;
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
    const problems = programProblems(definition(rest), DEFAULT_POLICY, new Set(['nps']));
    expect(problems.map(({ field }) => field)).toEqual(fields);
  });
});

describe('moveProblem', () => {
  it.each<[ProgramState, ProgramState, boolean]>([
    ['draft', 'active', true],
    ['draft', 'paused', false],
    ['active', 'paused', true],
    ['paused', 'active', true],
    ['active', 'draft', false],
    ['paused', 'archived', true],
    ['archived', 'active', false],
    ['archived', 'archived', true],
  ])('from %s to %s: %s', (from, to, possible) => {
    expect(moveProblem(from, to) === undefined).toBe(possible);
  });
});
