import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { majorVersion } from './postgres-binaries.js';
import type { PostgresPlace } from './postgres-place.js';
import { brokenData, fullDisk, StackError } from './stack-error.js';

/** The superuser and the database of the local stack. */
export const SUPERUSER = 'rapport';
const NAME = 'PostgreSQL';

/** What the server, initdb and nothing else see of the environment: PGPORT and the like would change what they do. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

/** PostgreSQL's own data folder inside the place. */
export function clusterFolder(place: PostgresPlace): string {
  return join(place.folder, 'cluster');
}

/** Makes the cluster on first use and returns the superuser's password; throws a StackError when what is there is damaged. */
export async function openCluster(place: PostgresPlace, options: { durable: boolean }): Promise<string> {
  const cluster = clusterFolder(place);
  const passwordFile = join(place.folder, 'password');
  if (!existsSync(cluster)) {
    await writeFile(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
    if (place.user) await chown(passwordFile, place.user.uid, place.user.gid);
    await initialise(place, passwordFile, options.durable);
  }
  const version = readText(join(cluster, 'PG_VERSION'));
  const password = readText(passwordFile);
  const expected = majorVersion(place.binaries);
  if (!/^\d+$/.test(version)) throw brokenData(NAME, place.folder, 'PG_VERSION is missing or damaged');
  if (version !== expected) throw brokenData(NAME, place.folder, `written by version ${version}, this is ${expected}`);
  if (password === '') throw brokenData(NAME, place.folder, 'the password file is missing');
  return password;
}

/** Deletes the cluster and its password. */
export async function deleteCluster(place: PostgresPlace): Promise<void> {
  for (const name of ['cluster', 'cluster.part', 'password']) {
    await rm(join(place.folder, name), { recursive: true, force: true });
  }
}

/** Made beside and renamed, so that a start cut off here leaves nothing half. */
async function initialise(place: PostgresPlace, passwordFile: string, durable: boolean): Promise<void> {
  const draft = `${clusterFolder(place)}.part`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (place.user) await chown(draft, place.user.uid, place.user.gid);
  const args = [
    `--pgdata=${draft}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own C.UTF-8 (17 and later): the same order on every machine, whatever locales it has.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await promisify(execFile)(join(place.binaries.folder, 'bin', 'initdb'), args, {
      ...place.user,
      cwd: place.folder,
      env: serverEnvironment(),
    });
  } catch (error) {
    const printed = (error as { stderr?: string }).stderr ?? '';
    if (printed.includes('No space left on device')) throw fullDisk(place.folder);
    const why = printed.split('\n').find((line) => line.includes('error:')) ?? String(error);
    throw new StackError(`PostgreSQL could not make a database in ${place.folder}: ${why.trim()}`, { cause: error });
  }
  await rename(draft, clusterFolder(place));
}

/** The text of a file, empty when there is none; a file that this user may not read is an error of its own. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
