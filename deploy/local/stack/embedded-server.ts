import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DetachedCommand, spawnDetached } from './detached-child.js';
import { freeMebibytes } from './disk-space.js';
import { endProcess, findProcess, type ProcessRef } from './process-ref.js';
import type { RunLock } from './run-lock.js';
import { beginLog, lastLines, readLog } from './server-log.js';
import { explainFileError, fullDisk, StackError } from './stack-error.js';

const START_TIMEOUT_MS = 120_000;
const ASK_EVERY_MS = 25;

/** What tells PostgreSQL and Apache Kafka apart for whoever starts and stops them. */
export interface ServerPlan {
  name: string;
  folder: string;
  lock: RunLock;
  /** Made anew for each launch. */
  command(): Omit<DetachedCommand, 'folder' | 'signalAtOurDeath'>;
  /** Whether it serves its clients; a StackError thrown here ends the start. */
  ready(): Promise<boolean>;
  /** The reason that its log gives for ending during a start, if it is a known one. */
  explain(log: string): StackError | undefined;
  /** The first asks it to leave in order, each later one is tried when the one before did not help. */
  stopSignals: NodeJS.Signals[];
  /** Called after it ended in order. */
  afterStop?(): Promise<void>;
  /** Called when it ends without having been asked to, after it had been ready. */
  onUnexpectedEnd?(reason: StackError): void;
}

/** A server process on this machine that can be stopped, killed and started again on the same data and port. */
export interface RunningServer {
  readonly port: number;
  readonly pid: number;
  /** Where its data really are. */
  readonly folder: string;
  /** Ends it in order (by force after 10 s) and gives the data folder back. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port, after stopping it in order if it still runs. */
  restart(): Promise<void>;
}

/** Launches one server and follows it until it is ready, and again at each restart. */
export class EmbeddedServer implements RunningServer {
  #process?: ProcessRef;
  #ended = Promise.resolve({ inOrder: true });
  #asked = false;
  #log = { file: '', from: 0 };

  constructor(
    readonly port: number,
    private readonly plan: ServerPlan,
  ) {}

  get folder(): string {
    return this.plan.folder;
  }

  get pid(): number {
    if (!this.#process) throw new Error(`${this.plan.name} is not running.`);
    return this.#process.pid;
  }

  /** Launches the process and returns once it serves; throws a StackError with the reason when it does not. */
  async start(): Promise<void> {
    const { plan } = this;
    const wanted = plan.command();
    this.#log = { file: wanted.logFile, from: beginLog(wanted.logFile) };
    const child = spawnDetached({ ...wanted, folder: plan.folder, signalAtOurDeath: plan.stopSignals[0]! });
    const failure = new Promise<Error>((resolve) => child.once('error', resolve));
    if (child.pid === undefined) throw explainFileError(await failure, wanted.command);
    this.#follow(child);
    try {
      plan.lock.noteServer(this.#process!, plan.stopSignals);
      await this.#waitUntilReady();
    } catch (error) {
      await this.kill();
      throw explainFileError(error, plan.folder);
    }
    this.#asked = false;
  }

  async stop(): Promise<void> {
    await this.#stopInOrder();
    this.plan.lock.release();
  }

  async kill(): Promise<void> {
    await this.#end(this.plan.stopSignals.slice(1));
  }

  async restart(): Promise<void> {
    await this.#stopInOrder();
    await this.start();
  }

  #follow(child: ChildProcess): void {
    const process = findProcess(child.pid!) ?? { pid: child.pid!, since: 'already ended' };
    this.#process = process;
    // Until it is ready, its end is the business of start().
    this.#asked = true;
    this.#ended = new Promise((resolve) => {
      child.once('exit', (_code, signal) => {
        this.#process = undefined;
        resolve({ inOrder: signal === null });
        if (!this.#asked) this.plan.onUnexpectedEnd?.(this.#reason('ended by itself'));
      });
    });
  }

  async #waitUntilReady(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (this.#process) {
      if (await this.plan.ready()) return;
      if (Date.now() > deadline) throw this.#reason('was not ready within 2 minutes');
      await sleep(ASK_EVERY_MS);
    }
    throw this.#reason('ended while starting', this.plan.explain);
  }

  #reason(what: string, explain?: ServerPlan['explain']): StackError {
    const { name, folder } = this.plan;
    const log = readLog(this.#log.file, this.#log.from);
    // A log on the full disk itself may not say so.
    if (/No space left on device/i.test(log) || freeMebibytes(folder) < 2) return fullDisk(folder);
    return (
      explain?.(log) ?? new StackError(`${name} ${what}; see ${this.#log.file}, which ends with:\n${lastLines(log)}`)
    );
  }

  async #stopInOrder(): Promise<void> {
    const ran = this.#process !== undefined;
    const { inOrder } = await this.#end(this.plan.stopSignals);
    if (ran && inOrder) await this.plan.afterStop?.();
  }

  async #end(signals: NodeJS.Signals[]): Promise<{ inOrder: boolean }> {
    this.#asked = true;
    if (this.#process) await endProcess(this.#process, signals);
    return this.#ended;
  }
}
