import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import { Conflict, NotFound } from '#service-kit';
import { holdSurvey, type StoredSurvey } from './surveys.query.js';

/** Puts a survey away: it can no longer be changed, published or asked by a program; its answers stay. */
@Injectable()
export class ArchiveSurvey {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, Conflict while an active program asks it */
  async archive(surveyId: string): Promise<StoredSurvey> {
    return this.transactions.run(async (transaction) => {
      const survey = await holdSurvey(transaction, surveyId);
      if (!survey) throw new NotFound(`there is no survey ${surveyId}`);
      const asking = await transaction.query<{ programId: string }>(
        `SELECT program_id AS "programId" FROM programs WHERE survey_id = $1 AND active ORDER BY 1`,
        [surveyId],
      );
      if (asking.length > 0) {
        throw new Conflict(`the survey ${surveyId} is asked by ${asking.map((it) => it.programId).join(', ')}`);
      }
      await transaction.query(`UPDATE surveys SET state = 'archived', changed_at = $2 WHERE survey_id = $1`, [
        surveyId,
        this.clock.now(),
      ]);
      return (await holdSurvey(transaction, surveyId))!;
    });
  }
}
