import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StackError } from './stack-error.js';

/** What an ordinary user may still write on the disk of the given path (which need not exist yet), in whole MiB. */
export function freeMebibytes(path: string): number {
  let folder = path;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / 2 ** 20);
}

/** Throws a StackError when the disk of the given path has less than `needed` MiB left. */
export function requireDiskSpace(path: string, needed: number): void {
  const free = freeMebibytes(path);
  if (free >= needed) return;
  throw new StackError(
    `The disk that holds ${path} is full (${free} MiB free, ${needed} MiB needed): free some space there and start again.`,
  );
}
