import { audienceProblems, type Condition, matches, type Operator } from './audience.rules.js';

const condition = (operator: Operator, value?: Condition['value'], attribute = 'arr'): Condition => ({
  subject: 'account',
  attribute,
  operator,
  ...(value !== undefined && { value }),
});
const fulfils = (it: Condition, arr: unknown) => matches([it], { account: { arr }, contact: {}, event: {} });

describe('matches', () => {
  it.each<[Operator, Condition['value'], unknown, boolean]>([
    ['is', 5, 5, true],
    ['is', 5, '5', false],
    ['is', 5, undefined, false],
    ['is_not', 5, undefined, true],
    ['in', [1, 5], 5, true],
    ['in', [1, 5], undefined, false],
    ['not_in', [1, 5], 2, true],
    ['at_least', 5, 5, true],
    ['at_least', 5, 4, false],
    ['at_least', 5, undefined, false],
    ['at_most', '2026-06-30', '2026-06-29', true],
    ['at_most', '2026-06-30', 1, false],
    ['exists', undefined, false, true],
    ['exists', undefined, null, false],
    ['missing', undefined, undefined, true],
  ])('%s %j of %j is %s', (operator, value, actual, expected) => {
    expect(fulfils(condition(operator, value), actual)).toBe(expected);
  });

  it('needs every condition', () => {
    const audience = [condition('at_least', 5), condition('is', 'emea', 'region')];
    const of = (account: object) => matches(audience, { account: { ...account }, contact: {}, event: {} });
    expect(of({ arr: 6, region: 'emea' })).toBe(true);
    expect(of({ arr: 6, region: 'apac' })).toBe(false);
  });
});

describe('audienceProblems', () => {
  it.each<[string, Condition[], string | undefined]>([
    ['nothing', [], undefined],
    ['a range', [condition('at_least', 5), condition('at_most', 9)], undefined],
    ['a range that is empty', [condition('at_least', 9), condition('at_most', 5)], 'audience.1'],
    ['two values at once', [condition('is', 5), condition('is', 6)], 'audience.1'],
    ['lists that share a value', [condition('in', [1, 2]), condition('in', [2, 3])], undefined],
    ['lists that share none', [condition('in', [1, 2]), condition('in', [3])], 'audience.1'],
    ['a value that is excluded', [condition('is', 5), condition('not_in', [5])], 'audience.1'],
    ['what must be there and must not', [condition('exists'), condition('missing')], 'audience.1'],
    ['a number and a text as bounds', [condition('at_least', 5, 'x'), condition('at_most', 'z', 'x')], 'audience.1'],
    ['the same on other attributes', [condition('is', 5), condition('is', 6, 'seats')], undefined],
    ['a text where the field is a number', [condition('at_least', 'many')], 'audience.0.value'],
    ['a number where the field is a text', [condition('is', 5, 'segment')], 'audience.0.value'],
    ['an empty list', [condition('in', [])], 'audience.0.value'],
    ['a list where a value belongs', [condition('is', [5])], 'audience.0.value'],
    ['a value where none belongs', [condition('exists', 5)], 'audience.0.value'],
    ['no value', [condition('at_least')], 'audience.0.value'],
    ['a boolean as a bound', [condition('at_most', true)], 'audience.0.value'],
  ])('of %s', (_, audience, field) => {
    expect(audienceProblems(audience).map((problem) => problem.field)).toEqual(field ? [field] : []);
  });
});
