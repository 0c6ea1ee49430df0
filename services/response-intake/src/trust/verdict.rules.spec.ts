import type { Standing } from './trust.rules.js';
import { standingByVerdict } from './verdict.rules.js';

const counting: Standing = { state: 'confirmed', stateReason: null };
const aside: Standing = { state: 'set_aside', stateReason: 'automated_agent' };
const excluded: Standing = { state: 'excluded', stateReason: 'test data' };

describe('a verdict', () => {
  it.each([
    ['excludes what counts', 'exclude', counting, undefined, { standing: excluded, change: 'excluded' }],
    ['excludes what is set aside', 'exclude', aside, undefined, { standing: excluded, change: 'excluded' }],
    ['confirms what is set aside', 'confirm', aside, undefined, { standing: counting, change: 'confirmed' }],
    ['restores what counted', 'restore', excluded, counting, { standing: counting, change: 'restored' }],
    ['restores to aside what stood aside', 'restore', excluded, aside, { standing: aside, change: 'restored' }],
  ] as const)('%s', (_, verdict, now, before, outcome) => {
    expect(standingByVerdict(verdict, now, before, 'test data')).toEqual(outcome);
  });

  it.each([
    ['exclude', excluded],
    ['confirm', counting],
    ['confirm', excluded],
    ['confirm', { ...counting, state: 'provisional' }],
    ['restore', counting],
    ['restore', aside],
  ] as const)('to %s makes no sense for %j', (verdict, now) => {
    expect(standingByVerdict(verdict, now, undefined, 'x')).toEqual({ conflict: expect.any(String) });
  });
});
