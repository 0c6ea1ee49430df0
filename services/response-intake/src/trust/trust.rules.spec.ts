import { isPassedOver, type Judged, type Standing, standingAfter } from './trust.rules.js';

const now = new Date('2026-03-01T09:30:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const first: Judged = {
  ...{ isRespondent: true, signals: {}, score: 9, formerScores: [], changesScore: false },
  ...{ now, fastestAnswerSeconds: 1 },
};
const standing = (state: Standing['state'], stateReason: string | null = null): Standing => ({ state, stateReason });
const later = (former: Standing, change: Partial<Judged> = {}): Judged => ({ ...first, former, ...change });
const scores = (...given: [score: number, secondsAgo: number][]) => ({
  changesScore: true,
  formerScores: given.map(([score, seconds]) => ({ score, revisedAt: ago(seconds) })),
});
const provisional = standing('provisional');
const confirmed = standing('confirmed');
const tooFast = standing('set_aside', 'answered_too_fast');
const automated = { agent: { isAutomated: true } };

describe('an answer', () => {
  it.each<[string, Judged, Standing]>([
    ['of a respondent is provisional', first, provisional],
    ['of a system with a key is confirmed', { ...first, isRespondent: false, signals: automated }, confirmed],
    ['of the one who goes on confirms what was provisional', later(provisional), confirmed],
    ['that takes its time counts', { ...first, signals: { secondsToAnswer: 1 } }, provisional],
    ['that takes no time is set aside', { ...first, signals: { secondsToAnswer: 0.999 } }, tooFast],
    ['of a program is set aside', { ...first, signals: automated }, standing('set_aside', 'automated_agent')],
    [
      'that is one of too many is set aside',
      { ...first, signals: { suspicion: 'too_many_from_one_place' } },
      standing('set_aside', 'too_many_from_one_place'),
    ],
    [
      'with the third score within ten seconds sets the response aside',
      later(confirmed, scores([1, 10], [2, 3])),
      standing('set_aside', 'many_scores_at_once'),
    ],
    [
      'with the third score counts where the first is longer ago',
      later(confirmed, scores([1, 10.1], [2, 3])),
      confirmed,
    ],
    ['that goes back to an earlier score is no third one', later(confirmed, scores([9, 5], [2, 3])), confirmed],
    ['may be quick where the score stays', later(provisional, { signals: { secondsToAnswer: 0.2 } }), confirmed],
    [
      'that is quick and has another score is set aside',
      later(provisional, { changesScore: true, signals: { secondsToAnswer: 0.2 } }),
      tooFast,
    ],
    ['that gives no reason lets count what was set aside for its haste', later(tooFast), provisional],
    [
      'that is as quick as the one before leaves it aside',
      later(tooFast, { signals: { secondsToAnswer: 0 } }),
      tooFast,
    ],
    [
      'changes nothing about many scores at once: a person decides',
      later(standing('set_aside', 'many_scores_at_once')),
      standing('set_aside', 'many_scores_at_once'),
    ],
    ['changes nothing about an exclusion', later(standing('excluded', 'a test')), standing('excluded', 'a test')],
  ])('%s', (_, judged, expected) => {
    expect(standingAfter(judged)).toEqual(expected);
  });

  it('of a program is passed over where a person has answered, and only there', () => {
    expect(isPassedOver(later(confirmed, { signals: automated }))).toBe(true);
    expect(isPassedOver(later(tooFast, { signals: automated }))).toBe(false);
    expect(isPassedOver({ ...first, signals: automated })).toBe(false);
    expect(isPassedOver(later(confirmed, { signals: automated, isRespondent: false }))).toBe(false);
  });
});
