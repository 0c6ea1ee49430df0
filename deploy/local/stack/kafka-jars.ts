import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { requireDiskSpace } from './disk-space.js';
import type { Progress } from './progress.js';
import { projectRoot } from './project-root.js';
import { AlreadyRunning, type RunLock, takeRunLock } from './run-lock.js';
import { explainFileError, fullDisk, StackError } from './stack-error.js';

/** The folder with pom.xml, jars.txt and log4j2.properties. */
export function kafkaFolder(): string {
  return join(projectRoot(), 'deploy', 'local', 'kafka');
}

/** The version of Apache Kafka that pom.xml names. */
export function kafkaVersion(): string {
  const pom = readFileSync(join(kafkaFolder(), 'pom.xml'), 'utf8');
  return /<kafka\.version>(.+?)</.exec(pom)![1]!;
}

/** Where the jars are kept for every project of this user. */
export function kafkaCache(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'rapport', `kafka-${kafkaVersion()}`);
}

/** The names of the jars that a complete fetch has brought. */
export function kafkaJarNames(): string[] {
  return readFileSync(join(kafkaFolder(), 'jars.txt'), 'utf8').split('\n').filter(Boolean);
}

/**
 * The folder with Kafka's jars, fetched by Maven on first use (44 MB).
 * Of several processes one fetches and the others wait; a fetch that is cut off leaves nothing half.
 */
export async function kafkaJars(onProgress: Progress, cache = kafkaCache()): Promise<string> {
  const libs = join(cache, 'libs');
  const lockFile = join(cache, 'fetch.lock');
  for (;;) {
    if (missingFrom(libs).length === 0) return libs;
    let lock: RunLock;
    try {
      lock = await takeRunLock(lockFile, 'Fetching Apache Kafka');
    } catch (error) {
      if (!(error instanceof AlreadyRunning)) throw error;
      onProgress('Another start is fetching Apache Kafka; waiting for it', 'passing');
      await sleep(300);
      continue;
    }
    try {
      if (missingFrom(libs).length > 0) await fetchInto(libs, onProgress);
    } catch (error) {
      throw explainFileError(error, cache);
    } finally {
      lock.release();
    }
  }
}

async function fetchInto(libs: string, onProgress: Progress): Promise<void> {
  requireDiskSpace(libs, 200);
  const draft = `${libs}.part`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft);
  try {
    await runMaven(draft, onProgress);
    const brought = readdirSync(draft).sort();
    const listed = kafkaJarNames().sort();
    if (brought.join() !== listed.join()) {
      const differ = [...missingFrom(draft), ...brought.filter((name) => !listed.includes(name))];
      throw new StackError(
        `jars.txt in ${kafkaFolder()} does not agree with pom.xml about ${differ.join(', ')}: write the names of the jars to jars.txt.`,
      );
    }
    await rm(libs, { recursive: true, force: true });
    await rename(draft, libs);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  onProgress(`Fetched Apache Kafka ${kafkaVersion()}`);
}

async function runMaven(target: string, onProgress: Progress): Promise<void> {
  const maven = spawn(
    'mvn',
    [
      '-B',
      '-Dstyle.color=never',
      '-Daether.connector.connectTimeout=10000',
      '-Daether.connector.requestTimeout=60000',
      '-f',
      join(kafkaFolder(), 'pom.xml'),
      'org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies',
      `-DoutputDirectory=${target}`,
    ],
    { env: process.env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<number | null>((resolve, reject) => {
    maven.once('error', reject);
    maven.once('close', resolve);
  });
  const wanted = new Set(kafkaJarNames());
  const brought = new Set<string>();
  const errors: string[] = [];
  const say = () =>
    onProgress(`Fetching Apache Kafka ${kafkaVersion()}: ${brought.size} of ${wanted.size} jars`, 'passing');
  say();
  createInterface(maven.stdout).on('line', (line) => {
    const jar = /(?:Downloaded from .*\/|Copying )([^/ ]+\.jar)/.exec(line)?.[1];
    if (jar && wanted.has(jar) && !brought.has(jar)) {
      brought.add(jar);
      say();
    }
    if (line.startsWith('[ERROR]')) errors.push(line.slice('[ERROR] '.length));
  });
  const complaints: string[] = [];
  createInterface(maven.stderr).on('line', (line) => complaints.push(line));
  const code = await ended.catch((error) => Promise.reject(mavenDoesNotRun(error)));
  if (code === 0) return;
  if (errors.some((line) => line.includes('No space left on device'))) throw fullDisk(target);
  throw new StackError(
    `Maven could not fetch Apache Kafka (${(errors[0] ?? complaints[0] ?? `exit code ${code}`).slice(0, 300)}): check the network, or the proxy and mirror in ~/.m2/settings.xml, and start again.`,
  );
}

function mavenDoesNotRun(cause: Error): StackError {
  return new StackError(
    'Maven is needed once to fetch Apache Kafka and `mvn` does not run: install it (Debian: apt-get install maven) or set KAFKA_BROKERS to a running Kafka.',
    { cause },
  );
}

function missingFrom(libs: string): string[] {
  const present = new Set(existsSync(libs) ? readdirSync(libs) : []);
  return kafkaJarNames().filter((name) => !present.has(name));
}
