import { segmentOf, shownSegment, storedSegment } from './segment.rules.js';

describe('segmentOf', () => {
  it.each([
    [{ segment: 'enterprise' }, 'enterprise'],
    [{ segment: ' smb ' }, 'smb'],
    [{}, ''],
    [{ segment: '  ' }, ''],
    [{ segment: 'unknown' }, ''],
  ])('counts the responses of %j under "%s"', (account, segment) => {
    expect(segmentOf(account)).toBe(segment);
  });

  it('cuts a segment that no index could hold', () => {
    expect(segmentOf({ segment: 'x'.repeat(5_000) })).toHaveLength(200);
  });
});

it.each(['', 'enterprise'])('finds the segment "%s" again by the name that it shows', (segment) => {
  expect(storedSegment(shownSegment(segment))).toBe(segment);
});
