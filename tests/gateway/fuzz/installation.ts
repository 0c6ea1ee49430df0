import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Harness } from '#testing';
import { projectRoot } from '../../../deploy/local/stack/project-root.js';
import { TEST_PASSWORD } from '../../../libs/testing/src/environment.js';
import type { Said } from './installation-process.js';

/** Signs links and callers, and is the secret of webhooks, in the installation that is sent anything. */
export const SECRET = 'a-secret-that-only-this-spec-knows-0123';

/** What is logged as an error; a machine that is too busy to open a connection in time says nothing of a request. */
const isFault = (line: string) => line.includes('"level":"error"') && !/timeout|terminated/i.test(line);

/** An installation in a process of its own: what goes unhandled there would end or be seen in that process. */
export class Installation {
  /** What nobody handled, what Node warned of, and that the process ended. */
  readonly troubles: string[] = [];
  /** What the services logged as errors, which no request may cause. */
  readonly errors: string[] = [];

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly keys: { readonly all: string; readonly read: string },
  ) {}

  /** Starts it on a harness's database and topics. */
  static async start(harness: Harness): Promise<Installation> {
    const { KAFKA_BROKERS, TOPIC_PREFIX } = harness.environment('gateway');
    const child = fork(join(projectRoot(), 'dist/tests/gateway/fuzz/installation-process.js'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--enable-source-maps'],
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: harness.database.url,
        DATABASE_PASSWORD: TEST_PASSWORD,
        KAFKA_BROKERS,
        TOPIC_PREFIX,
        SECRET,
      },
    });
    const lines: string[] = [];
    for (const stream of [child.stdout!, child.stderr!]) createInterface(stream).on('line', (line) => lines.push(line));
    const early = once(child, 'exit').then(() => {
      throw new Error(`the installation did not start: ${lines.join('\n')}`);
    });
    const [said] = (await Promise.race([once(child, 'message'), early])) as [Said];
    if (!('up' in said)) {
      child.kill('SIGKILL');
      throw new Error(said.trouble);
    }
    const installation = new Installation(child, said.up.url, said.up.keys);
    installation.listen();
    return installation;
  }

  private listen(): void {
    for (const stream of [this.child.stdout!, this.child.stderr!])
      createInterface(stream).on('line', (line) => isFault(line) && this.errors.push(line));
    this.child.on('message', (said: Said) => 'trouble' in said && this.troubles.push(said.trouble));
    this.child.once('exit', (code, signal) => this.troubles.push(`the process ended with ${code ?? signal}`));
  }

  /** Begins a new account of what went wrong. */
  forget(): void {
    this.troubles.length = 0;
    this.errors.length = 0;
  }

  /** Stops it as an operator does; returns its exit code. */
  async stop(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const exited = once(this.child, 'exit');
    this.child.send('stop');
    const [code] = await exited;
    return code;
  }
}
