import { tmpdir } from 'node:os';
import { freeMebibytes, requireDiskSpace } from './disk-space.js';
import { unprivilegedUser } from './postgres-place.js';
import { explainFileError, StackError } from './stack-error.js';

function fileError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('what stops a start', () => {
  it.each(['ENOSPC', 'EDQUOT'])('is a full disk for %s', (code) => {
    expect(explainFileError(fileError(code), '/data')).toEqual(
      new StackError('The disk that holds /data is full: free some space there and start again.'),
    );
  });

  it.each(['EACCES', 'EPERM', 'EROFS'])('is a folder of somebody else for %s', (code) => {
    const explained = explainFileError(fileError(code), '/data') as StackError;
    expect(explained).toBeInstanceOf(StackError);
    expect(explained.message).toContain('This user may not use /data');
  });

  it('stays what it is when nobody foresaw it', () => {
    const error = new TypeError('x');
    expect(explainFileError(error, '/data')).toBe(error);
  });

  it('is a disk with too little room, for a folder that does not exist yet', () => {
    const folder = `${tmpdir()}/not/there/yet`;
    const free = freeMebibytes(folder);
    expect(() => requireDiskSpace(folder, 0)).not.toThrow();
    expect(() => requireDiskSpace(folder, free + 100_000)).toThrow(/^The disk that holds .* is full \(\d+ MiB free, /);
  });
});

describe('the user that root starts PostgreSQL as', () => {
  const root = 'root:x:0:0:root:/root:/bin/bash';
  const nobody = 'nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin';

  it('is postgres where there is one', () => {
    const passwd = `${root}\n${nobody}\npostgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash\n`;
    expect(unprivilegedUser(passwd)).toEqual({ uid: 101, gid: 104 });
  });

  it('is nobody elsewhere', () => {
    expect(unprivilegedUser(`${root}\n${nobody}\n`)).toEqual({ uid: 65534, gid: 65533 });
  });

  it('is told to be missing where there is neither', () => {
    expect(() => unprivilegedUser(root)).toThrow('start Rapport as an ordinary user');
  });
});
