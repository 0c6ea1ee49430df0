import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { contracts } from '#contracts';
import { Clock, newId, publish, Transactions } from '#messaging';
import { Conflict, InvalidRequest, NotFound, signSurveyLink } from '#service-kit';
import type { SurveyDocument } from '#survey-documents';
import { SurveyDispatchConfig } from '../config.js';
import { problemsOf } from './survey-problems.rules.js';
import { readSurvey, readVersion } from './surveys.query.js';

const PREVIEW_DAYS = 7;
const DAY_MS = 86_400_000;

/** Makes links to the page of a survey that record nothing: each shows the survey as it was when the link was made. */
@Injectable()
export class PreviewSurvey {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  /**
   * A link to a version, or to the draft where none is named.
   * @throws NotFound, Conflict where there is no draft, InvalidRequest where the draft cannot be shown as it is
   */
  async linkTo(surveyId: string, version?: number): Promise<{ url: string; expiresAt: string }> {
    const document = await this.documentOf(surveyId, version);
    const now = this.clock.now();
    const seconds = Math.floor((now.getTime() + PREVIEW_DAYS * DAY_MS) / 1000);
    const expiresAt = new Date(seconds * 1000).toISOString();
    const previewId = newId();
    await this.transactions.run(async (transaction) => {
      const data = { previewId, document: { ...document }, expiresAt };
      publish(transaction, contracts.surveyPreviewed, data, { correlationId: newId() }, { time: now });
    });
    // Signed with a secret of its own: a preview's link answers no invitation, nor the other way round.
    const token = signSurveyLink({ invitationId: previewId, expiresAt: seconds }, `preview ${this.config.linkSecret}`);
    return { url: `${this.config.publicUrl}/s/preview/${token}`, expiresAt };
  }

  private async documentOf(surveyId: string, version: number | undefined): Promise<SurveyDocument> {
    if (version !== undefined) {
      const found = await readVersion(this.dataSource, surveyId, version);
      if (!found) throw new NotFound(`there is no version ${version} of a survey ${surveyId}`);
      return found.document;
    }
    const survey = await readSurvey(this.dataSource, surveyId);
    if (!survey) throw new NotFound(`there is no survey ${surveyId}`);
    if (!survey.draft) throw new Conflict(`the survey ${surveyId} has no draft`);
    const problems = problemsOf(survey.draft);
    if (problems.length === 0) return survey.draft;
    throw new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
  }
}
