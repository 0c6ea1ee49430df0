import { TemporaryFailure } from '#messaging';
import { Unavailable } from '#service-kit';
import { GroupCommit } from './group-commit.action.js';

const LIMITS = { groupSize: 3, atOnce: 1, waiting: 100 };

/** A group commit whose writes wait until they are let go, and what it wrote. */
function held(limits = LIMITS) {
  const groups: number[][] = [];
  const letGo: (() => void)[] = [];
  const commit = new GroupCommit<number, string>(async (group) => {
    groups.push([...group]);
    await new Promise<void>((resolve) => letGo.push(resolve));
    return group.map((item) => `wrote ${item}`);
  }, limits);
  return { commit, groups, letGo };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('GroupCommit', () => {
  it('writes together what comes in while a write is under way, in order and up to the size of a group', async () => {
    const { commit, groups, letGo } = held();
    const outcomes = [commit.submit(0)];
    await settled();
    outcomes.push(...[1, 2, 3, 4].map((item) => commit.submit(item)));
    await settled();
    expect(groups).toEqual([[0]]);
    for (let group = 0; group < 3; group++) {
      letGo[group]!();
      await settled();
    }
    expect(groups).toEqual([[0], [1, 2, 3], [4]]);
    expect(await Promise.all(outcomes)).toEqual([0, 1, 2, 3, 4].map((item) => `wrote ${item}`));
  });

  it('writes what comes in alone without waiting for anything', async () => {
    const { commit, groups, letGo } = held();
    const outcome = commit.submit(7);
    await Promise.resolve();
    expect(groups).toEqual([[7]]);
    letGo[0]!();
    expect(await outcome).toBe('wrote 7');
  });

  it('has no more groups under way than it may', async () => {
    const { commit, groups } = held({ ...LIMITS, groupSize: 1, atOnce: 2 });
    void [1, 2, 3].map((item) => commit.submit(item));
    await settled();
    expect(groups).toEqual([[1], [2]]);
  });

  it('lets one that cannot be written fail alone', async () => {
    const commit = new GroupCommit<number, number>(async (group) => {
      if (group.includes(2)) throw new Error('2 cannot be written');
      return [...group];
    }, LIMITS);
    const outcomes = await Promise.allSettled([1, 2, 3].map((item) => commit.submit(item)));
    expect(outcomes.map((it) => (it.status === 'fulfilled' ? it.value : String(it.reason)))).toEqual([
      1,
      'Error: 2 cannot be written',
      3,
    ]);
  });

  it('fails a whole group at once when nothing is wrong but the moment, and goes on with the next', async () => {
    let writes = 0;
    const commit = new GroupCommit<number, number>(async (group) => {
      if (writes++ === 0) throw new TemporaryFailure('away');
      return [...group];
    }, LIMITS);
    const outcomes = await Promise.allSettled([1, 2].map((item) => commit.submit(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(writes).toBe(1);
    expect(await commit.submit(3)).toBe(3);
  });

  it('refuses more than may wait', async () => {
    const { commit } = held({ ...LIMITS, waiting: 1 });
    void commit.submit(1);
    await settled();
    void commit.submit(2);
    await expect(commit.submit(3)).rejects.toBeInstanceOf(Unavailable);
  });
});
