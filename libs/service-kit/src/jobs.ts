import { isTemporary, type Logger } from '#messaging';

/** Work that time triggers. Every instance runs it: what must happen once is claimed in the database. */
export interface Job {
  readonly name: string;
  /** Pause between two runs, in milliseconds. */
  readonly everyMs: number;
  /** Does what is due; true when there may be more at once. */
  run(): Promise<boolean>;
}

/** Runs a job again and again until it is stopped. */
export class JobRunner {
  private stopping = false;
  private running: Promise<void> | undefined;
  private wake: () => void = () => {};

  constructor(
    private readonly job: Job,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running = this.loop();
  }

  /** Ends after the run under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  private async loop(): Promise<void> {
    let failing = false;
    while (!this.stopping) {
      let more = false;
      try {
        more = await this.job.run();
        failing = false;
      } catch (error) {
        if (!failing || !isTemporary(error))
          this.logger.error({ job: this.job.name, err: error }, 'job failed; it is tried again');
        failing = true;
      }
      if (!more && !this.stopping) await this.pause();
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.job.everyMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
