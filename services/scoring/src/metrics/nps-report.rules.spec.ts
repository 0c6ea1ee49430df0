import { breakDown } from './nps-report.rules.js';

const answers = (detractors: number, passives: number, promoters: number) => [
  ...[detractors, 0, 0, 0, 0, 0, 0],
  ...[passives, 0],
  ...[0, promoters],
];

describe('breakDown', () => {
  it('measures each group and all of them together', () => {
    const { n, nps, groups } = breakDown(
      [
        { key: 'smb', distribution: answers(10, 10, 20) },
        { key: 'enterprise', distribution: answers(0, 0, 40) },
      ],
      undefined,
      5,
    );
    expect({ n, nps }).toEqual({ n: 80, nps: 62.5 });
    expect(groups.map(({ key, nps }) => [key, nps])).toEqual([
      ['enterprise', 100],
      ['smb', 25],
    ]);
  });

  it('says that a number is hidden, and of whom it knows, even where nobody answered', () => {
    expect(breakDown([], undefined, 5)).toMatchObject({
      n: 0,
      hidden: true,
      nps: null,
      distribution: null,
      groups: [],
    });
    expect(breakDown([{ key: 'smb', distribution: answers(0, 0, 4) }], undefined, 5)).toMatchObject({
      n: 4,
      hidden: true,
    });
    expect(breakDown([{ key: 'smb', distribution: answers(0, 0, 5) }], undefined, 5)).toMatchObject({
      hidden: false,
      nps: 100,
    });
  });

  it('compares each group with itself, also one that fell silent or is new', () => {
    const { comparison, previous, groups } = breakDown(
      [
        { key: 'new', distribution: answers(0, 0, 50) },
        { key: 'old', distribution: answers(0, 20, 30) },
      ],
      [
        { key: 'old', distribution: answers(25, 0, 25) },
        { key: 'silent', distribution: answers(0, 0, 50) },
      ],
      5,
    );
    expect(previous).toMatchObject({ n: 100, nps: 50 });
    expect(comparison).toMatchObject({ observedDelta: 30, hidden: false });
    expect(groups.map(({ key, n, comparison }) => [key, n, comparison?.observedDelta])).toEqual([
      ['new', 50, null],
      ['old', 50, 60],
      ['silent', 0, null],
    ]);
  });
});
