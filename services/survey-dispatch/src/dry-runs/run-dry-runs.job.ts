import { Injectable } from '@nestjs/common';
import type { Job } from '#service-kit';
import { RunDry } from './run-dry.action.js';

/** Runs the dry runs that were asked for, one after the other. */
@Injectable()
export class RunDryRuns implements Job {
  readonly name = 'run-dry-runs';
  readonly everyMs = 1_000;

  constructor(private readonly runDry: RunDry) {}

  run(): Promise<boolean> {
    return this.runDry.next();
  }
}
