/** A reason why the local stack cannot run; its message is one sentence that says what to do, then possibly lines of a log. */
export class StackError extends Error {
  override readonly name = 'StackError';
}

/** The sentence for a disk without room at the given path. */
export function fullDisk(path: string): StackError {
  return new StackError(`The disk that holds ${path} is full: free some space there and start again.`);
}

/** The sentence for data that a server refuses; `why` is a few words. */
export function brokenData(name: string, folder: string, why: string): StackError {
  return new StackError(
    `The data of ${name} in ${folder} cannot be used (${why}): \`npm start -- --fresh\` deletes the local data and begins anew.`,
  );
}

/** Turns a file system error met at the given path into a StackError; anything else comes back as it is. */
export function explainFileError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return fullDisk(path);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StackError(
      `This user may not use ${path} (${code}): give it to this user, or start Rapport as the user who owns it.`,
      { cause: error },
    );
  }
  return error;
}
