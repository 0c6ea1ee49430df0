import { Injectable } from '@nestjs/common';
import { Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { announceSurvey } from './announce-survey.action.js';
import { takeUnannounced } from './surveys.query.js';

/** Tells everyone the versions that no request published: those that an installation begins with. */
@Injectable()
export class AnnounceSurveys implements Job {
  readonly name = 'announce-surveys';
  readonly everyMs = 60_000;

  constructor(private readonly transactions: Transactions) {}

  run(): Promise<boolean> {
    return this.transactions.run(async (transaction) => {
      const versions = await takeUnannounced(transaction);
      for (const version of versions) announceSurvey(transaction, version);
      return versions.length > 0;
    });
  }
}
