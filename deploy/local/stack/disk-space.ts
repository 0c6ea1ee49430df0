import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StackError } from './stack-error.js';

/** Throws a StackError when the disk of the given path (which need not exist yet) has less than `mebibytes` left. */
export async function requireDiskSpace(path: string, mebibytes: number): Promise<void> {
  let folder = path;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  if (free < mebibytes) {
    throw new StackError(
      `The disk that holds ${path} is full (${free} MiB free, ${mebibytes} MiB needed): free some space there and start again.`,
    );
  }
}
