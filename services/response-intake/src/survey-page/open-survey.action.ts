import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { Gone, NotFound, Unavailable, verifySurveyLink } from '#service-kit';
import { ResponseIntakeConfig } from '../config.js';
import { hasExpired, isTakenBack, TOO_LATE } from '../invitations/invitation.rules.js';
import { isEditable } from '../responses/response.rules.js';
import { Surveys } from './survey.query.js';
import type { Survey } from './survey.rules.js';

/** Opens the survey that a link is for. */
@Injectable()
export class OpenSurvey {
  constructor(
    private readonly surveys: Surveys,
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
  ) {}

  /**
   * The survey of a link's token.
   * @throws NotFound for a token that we did not sign, Gone for one whose time is over or that was taken back, Unavailable while the
   * invitation is still on its way here: a mail can be quicker than the event
   */
  async open(token: string): Promise<Survey> {
    const now = this.clock.now();
    const verdict = verifySurveyLink(token, [this.config.linkSecret, ...this.config.linkSecretPrevious], now);
    if (!verdict.ok)
      throw verdict.reason === 'expired' ? new Gone('the link has expired') : new NotFound('no such link');
    const survey = await this.surveys.of(verdict.claims.invitationId);
    if (!survey) throw new Unavailable('the invitation has not arrived yet');
    const { answer } = survey;
    if (survey.isErased) throw new Gone(TOO_LATE.erased);
    if (isTakenBack(survey, answer)) throw new Gone(TOO_LATE.takenBack);
    if (hasExpired(survey, now)) throw new Gone(TOO_LATE.expired);
    const { editWindowMs } = this.config;
    return { ...survey, answer: answer && { ...answer, editable: isEditable(answer, { now, editWindowMs }) } };
  }
}
