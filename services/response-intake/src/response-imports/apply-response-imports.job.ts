import { Injectable } from '@nestjs/common';
import type { Job } from '#service-kit';
import { ApplyResponseImport } from './apply-response-import.action.js';

/** Applies imports of other tools' files that wait, and clears away what broke off. */
@Injectable()
export class ApplyResponseImports implements Job {
  readonly name = 'apply-response-imports';
  readonly everyMs = 500;

  constructor(private readonly applyImport: ApplyResponseImport) {}

  async run(): Promise<boolean> {
    if (await this.applyImport.run()) return true;
    await this.applyImport.giveUpAbandoned();
    return false;
  }
}
