import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** A user of the operating system, by number. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/** What to run and where its output goes. */
export interface DetachedCommand {
  command: string;
  args: string[];
  folder: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  user?: SystemUser;
  /** Sent by the kernel (Linux) when this process dies without stopping the child. */
  signalAtOurDeath: NodeJS.Signals;
}

/**
 * Starts a program in a process group of its own, so that Ctrl-C reaches it through our stop alone, and in order.
 * Its output is appended to the log file directly: a pipe would break when this process dies.
 */
export function spawnDetached(wanted: DetachedCommand): ChildProcess {
  const [command, ...args] = diesWithUs()
    ? [SETPRIV, '--pdeathsig', wanted.signalAtOurDeath.slice(3), wanted.command, ...wanted.args]
    : [wanted.command, ...wanted.args];
  const log = openSync(wanted.logFile, 'a');
  try {
    return spawn(command as string, args, {
      ...wanted.user,
      cwd: wanted.folder,
      env: wanted.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

const SETPRIV = '/usr/bin/setpriv';
let canDieWithUs: boolean | undefined;

/** Whether util-linux's setpriv is there (Debian: always); elsewhere the next start ends what this one left running. */
function diesWithUs(): boolean {
  canDieWithUs ??= spawnSync(SETPRIV, ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore' }).status === 0;
  return canDieWithUs;
}
