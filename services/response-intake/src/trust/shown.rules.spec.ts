import { readShown, signShown } from './shown.rules.js';

const SECRET = 'a-secret-of-the-specs';
const at = new Date('2026-03-01T09:30:00.123Z');

describe('when a page was shown', () => {
  it('is read to the millisecond, also where it was signed with a secret before the rotation', () => {
    expect(readShown(signShown(at, SECRET), [SECRET])).toEqual(at);
    expect(readShown(signShown(at, SECRET), ['the-secret-after-it', SECRET])).toEqual(at);
  });

  it.each([
    ['another secret signed it', signShown(at, 'somebody-elses-secret')],
    ['its time is another', signShown(new Date(at.getTime() + 1), SECRET).slice(0, 8) + signShown(at, SECRET).slice(8)],
    ['it has another spelling', `${signShown(at, SECRET)}=`],
    ['it is empty', ''],
    ['it is none', undefined],
    ['it came twice', [signShown(at, SECRET), signShown(at, SECRET)]],
  ])('is not known where %s', (_, text) => {
    expect(readShown(text, [SECRET])).toBeUndefined();
  });
});
