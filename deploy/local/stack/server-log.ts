import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';

const ROTATE_AT_BYTES = 20 * 2 ** 20;
const READ_AT_MOST = 2 ** 20;

/** Where the next start's lines begin in the log file, in bytes; a file over 20 MiB is first moved to `<file>.old`. */
export function beginLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < ROTATE_AT_BYTES) return size;
  rmSync(`${file}.old`, { force: true });
  renameSync(file, `${file}.old`);
  return 0;
}

/** What was logged since the given byte, at most the last MiB of it. */
export function readLog(file: string, from: number): string {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const end = fstatSync(handle).size;
    const start = Math.max(from, end - READ_AT_MOST);
    const buffer = Buffer.alloc(Math.max(0, end - start));
    return buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, start)).toString('utf8');
  } finally {
    closeSync(handle);
  }
}

/** The last lines of a log for a message, each cut at 200 characters and without a JVM's stack frames. */
export function lastLines(log: string, count = 8): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !/^\s+(at |\.\.\. )/.test(line));
  return lines
    .slice(-count)
    .map((line) => `  ${line.slice(0, 200)}`)
    .join('\n');
}
