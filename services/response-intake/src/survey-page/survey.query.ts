import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Survey } from './survey.rules.js';

/** Reads what the survey page shows. */
@Injectable()
export class Surveys {
  constructor(private readonly dataSource: DataSource) {}

  /** The survey of an invitation with the answer it has; nothing while its scheduling has not arrived. */
  async of(invitationId: string): Promise<Survey | undefined> {
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
