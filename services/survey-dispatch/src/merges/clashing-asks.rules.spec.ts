import { DEFAULT_POLICY } from '../budget/budget-policy.rules.js';
import { clashingAsks, type MadeAsk } from './clashing-asks.rules.js';

const DAY_MS = 86_400_000;
const policy = { ...DEFAULT_POLICY, allDays: 10, relationshipDays: 30, touchpointDays: 20 };
const ask = (invitationId: string, day: number, rest: Partial<MadeAsk> = {}): MadeAsk => ({
  invitationId,
  scope: 'touchpoint',
  at: day * DAY_MS,
  isPending: true,
  ...rest,
});
const made = { isPending: false };

describe('clashingAsks', () => {
  it.each<[string, MadeAsk[], string[]]>([
    ['nothing where the windows hold', [ask('a', 0), ask('b', 20)], []],
    ['the later of two that wait', [ask('b', 19), ask('a', 0)], ['b']],
    ['what waits, before what was sent', [ask('a', 0), ask('b', 5, made)], ['a']],
    ['nothing of what was sent', [ask('a', 0, made), ask('b', 5, made)], []],
    ['only what is too near by the window over all', [ask('a', 0), ask('b', 10, { scope: 'relationship' })], []],
    [
      'both of one kind within their own window',
      [ask('a', 0, { scope: 'relationship' }), ask('b', 29, { scope: 'relationship' })],
      ['b'],
    ],
    ['what comes too soon after a reminder', [ask('a', 9), { at: 0, ...made }], ['a']],
    ['no third one that the second alone forbade', [ask('a', 0), ask('b', 19), ask('c', 21)], ['b']],
  ])('takes back %s', (_, asks, expected) => {
    expect(clashingAsks(asks, policy)).toEqual(expected);
  });
});
