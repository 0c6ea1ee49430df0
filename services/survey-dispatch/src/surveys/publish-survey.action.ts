import { Injectable } from '@nestjs/common';
import { Clock, type Transaction, Transactions } from '#messaging';
import { Conflict, InvalidRequest, NotFound } from '#service-kit';
import { ActivePrograms } from '../programs/active-programs.query.js';
import { announceSurvey } from './announce-survey.action.js';
import { publishingProblems } from './survey-life.rules.js';
import { holdSurvey, type StoredVersion } from './surveys.query.js';

/** Makes a survey's draft its next version, which is asked from now on and never changes. */
@Injectable()
export class PublishSurvey {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly activePrograms: ActivePrograms,
  ) {}

  /** @throws NotFound, Conflict without a draft, InvalidRequest naming each place that is wrong */
  async nextVersion(surveyId: string): Promise<StoredVersion> {
    const version = await this.transactions.run((transaction) => this.publishIn(transaction, surveyId));
    this.activePrograms.forget();
    return version;
  }

  private async publishIn(transaction: Transaction, surveyId: string): Promise<StoredVersion> {
    const survey = await holdSurvey(transaction, surveyId);
    if (!survey) throw new NotFound(`there is no survey ${surveyId}`);
    if (survey.state === 'archived') throw new Conflict(`the survey ${surveyId} is archived`);
    if (!survey.draft) throw new Conflict(`the survey ${surveyId} has no draft`);
    const problems = publishingProblems(survey);
    if (problems.length > 0) {
      throw new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
    }
    const version = (survey.version ?? 0) + 1;
    const published = { surveyId, version, document: survey.draft, publishedAt: this.clock.now() };
    await store(transaction, published);
    announceSurvey(transaction, published);
    return published;
  }
}

async function store(transaction: Transaction, { surveyId, version, document, publishedAt }: StoredVersion) {
  const { name, metric, question, fallbackLanguage } = document;
  await transaction.query(
    `INSERT INTO survey_versions (survey_id, version, document, published_at, announced) VALUES ($1, $2, $3, $4, true)`,
    [surveyId, version, JSON.stringify(document), publishedAt],
  );
  await transaction.query(
    `UPDATE surveys SET state = 'published', version = $2, name = $3, metric = $4, questions = $5,
       fallback_language = $6, draft = NULL, changed_at = $7
     WHERE survey_id = $1`,
    [surveyId, version, name, metric, JSON.stringify(question), fallbackLanguage, publishedAt],
  );
}
