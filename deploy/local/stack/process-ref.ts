import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** One process, told apart from a later one that was given the same pid by the time at which it began. */
export interface ProcessRef {
  pid: number;
  since: string;
}

/** The running process with this pid, or undefined when there is none (a zombie counts as none). */
export function findProcess(pid: number): ProcessRef | undefined {
  const since = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
  return since === undefined ? undefined : { pid, since };
}

/** Whether the very process that the reference was made for still runs. */
export function isRunning(ref: ProcessRef): boolean {
  return findProcess(ref.pid)?.since === ref.since;
}

/** Sends the signals one after the other, each when the one before has not ended the process within `graceMs`, and returns once it has ended. */
export async function endProcess(ref: ProcessRef, signals: NodeJS.Signals[], graceMs = 10_000): Promise<void> {
  for (const signal of signals) {
    const deadline = Date.now() + graceMs;
    if (isRunning(ref)) process.kill(ref.pid, signal);
    while (Date.now() < deadline) {
      if (!isRunning(ref)) return;
      await sleep(20);
    }
  }
  throw new Error(`Process ${ref.pid} does not end on ${signals.join(', ')}.`);
}

/** Clock ticks between boot and start: field 22 of /proc/<pid>/stat (man 5 proc); the state is field 3. */
function startedOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function startedElsewhere(pid: number): string | undefined {
  const line = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim();
  return line && !line.startsWith('Z') ? line.replace(/^\S+\s+/, '') : undefined;
}
