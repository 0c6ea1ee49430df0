import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Job } from '#service-kit';
import { RunDry } from './run-dry.action.js';

/** Runs the dry runs that were asked for, one after the other and a page at a time, so that the service can stop between. */
@Injectable()
export class RunDryRuns implements Job, OnModuleDestroy {
  readonly name = 'run-dry-runs';
  readonly everyMs = 1_000;

  constructor(private readonly runDry: RunDry) {}

  run(): Promise<boolean> {
    return this.runDry.step();
  }

  /** By then no step is under way. */
  onModuleDestroy(): Promise<void> {
    return this.runDry.stop();
  }
}
