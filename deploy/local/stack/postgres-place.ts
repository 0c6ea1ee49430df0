import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SystemUser } from './detached-child.js';
import { canRun, copyBinaries, installedBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { explainFileError, StackError } from './stack-error.js';

/** Where root keeps what another user must reach when that user cannot enter the project. */
const ROOTS_HOME = '/var/lib/rapport';
/** Says for which folder the data stand in. */
const DATA_OF = 'data-of';

/** Which binaries run on which folder, and as whom (undefined: as this user). */
export interface PostgresPlace {
  binaries: PostgresBinaries;
  folder: string;
  user?: SystemUser;
}

/**
 * Decides where PostgreSQL runs. It refuses to run as root, so root starts it as `postgres` or `nobody`; and where that user
 * cannot enter the wanted folder or reach the binaries, the data or a copy of the binaries are placed under /var/lib/rapport.
 */
export async function postgresPlace(dataDir: string): Promise<PostgresPlace> {
  const wanted = resolve(dataDir);
  const installed = await installedBinaries();
  await makeFolder(wanted);
  // Also as root: a broken installation must be told before it is copied.
  canRun(installed);
  if (process.getuid?.() !== 0) {
    return { binaries: installed, folder: wanted };
  }
  const user = clusterOwner(wanted) ?? unprivilegedUser(readFileSync('/etc/passwd', 'utf8'));
  const binaries = canRun(installed, user) ? installed : await copyBinaries(installed, ROOTS_HOME);
  if (canEnter(wanted, user)) return { binaries, folder: wanted, user };
  await deleteAbandoned();
  const folder = join(ROOTS_HOME, createHash('sha256').update(wanted).digest('hex').slice(0, 12));
  await makeFolder(folder);
  // Whatever the umask is.
  await chmod(ROOTS_HOME, 0o755);
  await chmod(folder, 0o755);
  await writeFile(join(folder, DATA_OF), wanted);
  return { binaries, folder, user: clusterOwner(folder) ?? user };
}

/** The user `postgres` of an /etc/passwd, else `nobody`; throws a StackError when it has neither. */
export function unprivilegedUser(passwd: string): SystemUser {
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] =
      passwd
        .split('\n')
        .find((line) => line.startsWith(`${name}:`))
        ?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new StackError(
    'PostgreSQL does not run as root and this system has no user `postgres` or `nobody`: start Rapport as an ordinary user.',
  );
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

/** Test runs leave temporary folders behind; what stood in for one of those that is gone goes too. */
async function deleteAbandoned(): Promise<void> {
  for (const entry of existsSync(ROOTS_HOME) ? readdirSync(ROOTS_HOME) : []) {
    const note = join(ROOTS_HOME, entry, DATA_OF);
    const wanted = existsSync(note) ? readFileSync(note, 'utf8') : '';
    if (wanted.startsWith(tmpdir()) && !existsSync(wanted)) {
      await rm(join(ROOTS_HOME, entry), { recursive: true, force: true });
    }
  }
}

/** Data keep their owner, also when the user `postgres` appears on the system later. */
function clusterOwner(folder: string): SystemUser | undefined {
  const cluster = statSync(join(folder, 'cluster'), { throwIfNoEntry: false });
  return cluster && cluster.uid !== 0 ? { uid: cluster.uid, gid: cluster.gid } : undefined;
}

function canEnter(folder: string, user: SystemUser): boolean {
  const run = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' });
  if (run.error) {
    throw new StackError(
      `Root may not start PostgreSQL as another user here (${run.error.message}): start Rapport as an ordinary user.`,
    );
  }
  return run.status === 0;
}
