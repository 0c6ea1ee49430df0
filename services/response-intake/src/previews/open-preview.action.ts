import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import { Gone, NotFound, Unavailable, verifySurveyLink } from '#service-kit';
import { inLanguage, type Questionnaire } from '#survey-documents';
import { ResponseIntakeConfig } from '../config.js';
import type { Survey } from '../survey-page/survey.rules.js';

/** Opens the survey that a preview's link is for. */
@Injectable()
export class OpenPreview {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
  ) {}

  /**
   * The survey of a preview's token, in a language that it has.
   * @throws NotFound for a token that is no preview's, Gone for one whose time is over, Unavailable while it is on its way
   */
  async open(token: string, locale: string): Promise<Survey> {
    const { linkSecret, linkSecretPrevious } = this.config;
    const secrets = [linkSecret, ...linkSecretPrevious].map((secret) => `preview ${secret}`);
    const verdict = verifySurveyLink(token, secrets, this.clock.now());
    if (!verdict.ok)
      throw verdict.reason === 'expired' ? new Gone('the link has expired') : new NotFound('no such link');
    const { invitationId, expiresAt } = verdict.claims;
    const sql = 'SELECT document FROM survey_previews WHERE preview_id = $1';
    const [row] = await this.dataSource.query<{ document: Questionnaire }[]>(sql, [invitationId]);
    if (!row) throw new Unavailable('the preview has not arrived yet');
    const { document } = row;
    const { lang, text } = inLanguage(document.question ?? {}, locale, document.fallbackLanguage);
    return { invitationId, document, question: text, locale: lang, expiresAt: new Date(expiresAt * 1000) };
  }
}
