import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KnownSurveys } from '../surveys/known-surveys.query.js';
import type { Survey, SurveyAnswer } from './survey.rules.js';

/** A survey as it is stored. */
export interface StoredSurvey extends Omit<Survey, 'answer' | 'switchedTo' | 'unsubscribePath'> {
  readonly takenBackAt: Date | null;
  /** Whether the personal data of whom it asks were erased. */
  readonly isErased: boolean;
  readonly answer?: Omit<SurveyAnswer, 'editable'> & { readonly answeredAt: Date };
}

/** Reads what the survey page shows. */
@Injectable()
export class Surveys {
  constructor(
    private readonly dataSource: DataSource,
    private readonly surveys: KnownSurveys,
  ) {}

  /** The survey of an invitation with the answer that somebody gave, not a program; nothing while its scheduling or its survey has not arrived. */
  async of(invitationId: string): Promise<StoredSurvey | undefined> {
    const [row] = await this.dataSource.query(
      `SELECT i.invitation_id AS "invitationId", question, locale, expires_at AS "expiresAt",
         taken_back_at AS "takenBackAt", EXISTS (SELECT FROM forgotten_keys WHERE key = i.contact_id) AS "isErased",
         survey_version_id AS "surveyVersionId", response_id AS "responseId",
         score, comment, answers, answered_at AS "answeredAt",
         next_step AS "nextStep"
       FROM invitations i LEFT JOIN responses r
         ON r.invitation_id = i.invitation_id AND r.state_reason IS DISTINCT FROM 'automated_agent'
       WHERE i.invitation_id = $1 AND question IS NOT NULL`,
      [invitationId],
    );
    if (!row) return undefined;
    const { responseId, surveyVersionId, score, comment, answers, answeredAt, nextStep, ...asked } = row;
    const document = (await this.surveys.of(this.dataSource, [surveyVersionId])).get(surveyVersionId);
    if (!document) return undefined;
    const survey = { ...asked, document };
    return responseId === null ? survey : { ...survey, answer: { score, comment, answers, answeredAt, nextStep } };
  }
}
