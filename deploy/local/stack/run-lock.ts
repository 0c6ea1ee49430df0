import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { link, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess, findProcess, isRunning, type ProcessRef } from './process-ref.js';
import { explainFileError, StackError } from './stack-error.js';

/** Thrown when a living process holds the lock. */
export class AlreadyRunning extends StackError {}

interface Server extends ProcessRef {
  stopSignals: NodeJS.Signals[];
}

interface Entry {
  token: string;
  owner: ProcessRef;
  server?: Server;
}

/** Says who uses a data folder, and with which server process, until it is released. */
export interface RunLock {
  /** Notes the server process, so that the next start can end it should this process die without doing so. */
  noteServer(server: ProcessRef, stopSignals: NodeJS.Signals[]): void;
  release(): void;
}

/**
 * Takes the lock file. A lock whose owner is dead is taken over, and a server that it left running is ended first.
 * Throws AlreadyRunning, which names `subject`, while another start holds it.
 */
export async function takeRunLock(file: string, subject: string, onProgress = (_: string) => {}): Promise<RunLock> {
  const owner = findProcess(process.pid);
  if (owner === undefined) throw new Error('This process cannot see itself in the process table.');
  const mine: Entry = { token: randomUUID(), owner };
  try {
    await mkdir(dirname(file), { recursive: true });
    while (!(await createLock(file, mine))) {
      const found = readLock(file);
      if (found && isRunning(found.owner)) {
        throw new AlreadyRunning(
          `${subject} is already running in ${dirname(file)} (process ${found.owner.pid}): stop that one first, with Ctrl-C or \`kill ${found.owner.pid}\`.`,
        );
      }
      mine.server = found?.server;
      replaceLock(file, mine);
      // Two starts may find the same dead lock; the one that wrote last has it, the other sees so after this pause.
      await sleep(50);
      if (readLock(file)?.token === mine.token) break;
    }
  } catch (error) {
    throw explainFileError(error, dirname(file));
  }
  if (mine.server && isRunning(mine.server)) {
    onProgress(`Stopping ${subject} of an earlier run (process ${mine.server.pid}) first`);
    await endProcess(mine.server, mine.server.stopSignals);
  }
  return {
    noteServer: (server, stopSignals) => replaceLock(file, { ...mine, server: { ...server, stopSignals } }),
    release: () => {
      if (readLock(file)?.token === mine.token) rmSync(file, { force: true });
    },
  };
}

/** Whole content or nothing: a lock written in place could be read while half written. */
async function createLock(file: string, entry: Entry): Promise<boolean> {
  const draft = `${file}.${entry.token}`;
  writeFileSync(draft, JSON.stringify(entry));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function replaceLock(file: string, entry: Entry): void {
  const draft = `${file}.${entry.token}`;
  writeFileSync(draft, JSON.stringify(entry));
  renameSync(draft, file);
}

function readLock(file: string): Entry | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
