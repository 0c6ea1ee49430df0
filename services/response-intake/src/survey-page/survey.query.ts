import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Survey, SurveyAnswer } from './survey.rules.js';

/** A survey as it is stored. */
export interface StoredSurvey extends Omit<Survey, 'answer'> {
  readonly answer?: Omit<SurveyAnswer, 'editable'> & { readonly answeredAt: Date };
}

/** Reads what the survey page shows. */
@Injectable()
export class Surveys {
  constructor(private readonly dataSource: DataSource) {}

  /** The survey of an invitation with the answer it has; nothing while its scheduling has not arrived. */
  async of(invitationId: string): Promise<StoredSurvey | undefined> {
    const [row] = await this.dataSource.query(
      `SELECT i.invitation_id AS "invitationId", question, locale, expires_at AS "expiresAt", response_id AS "responseId",
         score, comment, answered_at AS "answeredAt"
       FROM invitations i LEFT JOIN responses r USING (invitation_id)
       WHERE invitation_id = $1 AND question IS NOT NULL`,
      [invitationId],
    );
    if (!row) return undefined;
    const { responseId, score, comment, answeredAt, ...survey } = row;
    return responseId === null ? survey : { ...survey, answer: { score, comment, answeredAt } };
  }
}
