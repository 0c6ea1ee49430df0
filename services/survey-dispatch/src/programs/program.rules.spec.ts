import { moveProblem, type ProgramState } from './program.rules.js';

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
