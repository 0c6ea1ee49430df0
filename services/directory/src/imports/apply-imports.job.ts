import { Injectable } from '@nestjs/common';
import type { Job } from '#service-kit';
import { ApplyImport } from './apply-import.action.js';

/** Applies imports that wait, and clears away what broke off. */
@Injectable()
export class ApplyImports implements Job {
  readonly name = 'apply-imports';
  readonly everyMs = 500;

  constructor(private readonly applyImport: ApplyImport) {}

  async run(): Promise<boolean> {
    if (await this.applyImport.run()) return true;
    await this.applyImport.giveUpAbandoned();
    return false;
  }
}
