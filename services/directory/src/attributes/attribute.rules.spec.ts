import { type AttributeDeclaration, attributeProblem, readAttribute } from './attribute.rules.js';

const declared = new Map<string, AttributeDeclaration>([
  ['seats', { type: 'number', allowed: null }],
  ['trial', { type: 'boolean', allowed: null }],
  ['since', { type: 'date', allowed: null }],
  ['note', { type: 'text', allowed: null }],
  ['plan', { type: 'choice', allowed: ['free', 'team'] }],
]);

describe('attributeProblem', () => {
  it.each([
    ['seats', 12],
    ['seats', null],
    ['trial', false],
    ['since', '2026-02-28'],
    ['note', 'anything'],
    ['plan', 'team'],
  ])('takes %s: %p', (name, value) => {
    expect(attributeProblem({ [name]: value }, declared, true)).toBeUndefined();
  });

  it.each([
    ['seats', '12', 'attributes.seats must be a number'],
    ['trial', 'yes', 'attributes.trial must be true or false'],
    ['since', '2026-02-30', 'attributes.since must be a date, YYYY-MM-DD'],
    ['note', 7, 'attributes.note must be a text of at most 1000 characters'],
    ['note', 'x'.repeat(1001), 'attributes.note must be a text of at most 1000 characters'],
    ['plan', 'gold', 'attributes.plan must be one of free, team'],
    ['colour', 'red', 'attributes.colour is not a declared attribute'],
  ])('refuses %s: %p', (name, value, reason) => {
    expect(attributeProblem({ [name]: value }, declared, true)).toEqual({ field: `attributes.${name}`, reason });
  });

  it('keeps an undeclared attribute where that is not strict', () => {
    expect(attributeProblem({ colour: 'red' }, declared, false)).toBeUndefined();
  });
});

describe('readAttribute', () => {
  it.each([
    ['seats', '12.5', 12.5],
    ['seats', 'many', 'many'],
    ['trial', 'TRUE', true],
    ['note', '12', '12'],
    ['unknown', '12', '12'],
  ])('reads %s %p as %p', (name, text, value) => {
    expect(readAttribute(text, declared.get(name))).toBe(value);
  });
});
