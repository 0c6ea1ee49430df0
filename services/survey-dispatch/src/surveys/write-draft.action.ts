import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import { Conflict, InvalidRequest, NotFound } from '#service-kit';
import type { SurveyDocument } from '#survey-documents';
import { RESERVED_IDS } from './survey-life.rules.js';
import { holdSurvey, type StoredSurvey } from './surveys.query.js';

/** Makes surveys, and changes what would be published of them next. */
@Injectable()
export class WriteDraft {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a survey that has a draft and nothing else.
   * @throws Conflict where the id is taken, InvalidRequest for an id that means something else
   */
  async create(surveyId: string, document: SurveyDocument): Promise<StoredSurvey> {
    if (RESERVED_IDS.includes(surveyId)) {
      const problem = { field: 'surveyId', reason: `must not be ${surveyId}, which is a part of addresses` };
      throw new InvalidRequest(`${problem.field} ${problem.reason}`, [problem]);
    }
    return this.transactions.run(async (transaction) => {
      const made = await transaction.query(
        `INSERT INTO surveys (survey_id, name, metric, questions, fallback_language, state, draft, changed_at)
         VALUES ($1, $2, $3, '{}', $4, 'draft', $5, $6) ON CONFLICT DO NOTHING RETURNING survey_id`,
        [
          surveyId,
          document.name,
          document.metric,
          document.fallbackLanguage,
          JSON.stringify(document),
          this.clock.now(),
        ],
      );
      if (made.length === 0) throw new Conflict(`there is a survey ${surveyId} already`);
      return (await holdSurvey(transaction, surveyId))!;
    });
  }

  /** Replaces the draft of a survey, or begins one. @throws NotFound, Conflict where it is archived */
  async replace(surveyId: string, document: SurveyDocument): Promise<StoredSurvey> {
    return this.transactions.run(async (transaction) => {
      const survey = await holdSurvey(transaction, surveyId);
      if (!survey) throw new NotFound(`there is no survey ${surveyId}`);
      if (survey.state === 'archived') throw new Conflict(`the survey ${surveyId} is archived`);
      // Until a survey is published, it is called what its draft is called.
      await transaction.query(
        `UPDATE surveys SET draft = $2, changed_at = $3, name = CASE WHEN version IS NULL THEN $4 ELSE name END,
           metric = CASE WHEN version IS NULL THEN $5 ELSE metric END
         WHERE survey_id = $1`,
        [surveyId, JSON.stringify(document), this.clock.now(), document.name, document.metric],
      );
      return (await holdSurvey(transaction, surveyId))!;
    });
  }
}
