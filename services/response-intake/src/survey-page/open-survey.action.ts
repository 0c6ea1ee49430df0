import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { Gone, NotFound, signUnsubscribeLink, Unavailable, verifySurveyLink } from '#service-kit';
import { ResponseIntakeConfig } from '../config.js';
import { hasExpired, isTakenBack, TOO_LATE } from '../invitations/invitation.rules.js';
import { isEditable } from '../responses/response.rules.js';
import { signShown } from '../trust/shown.rules.js';
import { Surveys } from './survey.query.js';
import { type Survey, switched } from './survey.rules.js';

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
   * @param language another of the survey's languages, where the respondent switched to it; what is none is ignored
   * @throws NotFound for a token that we did not sign, Gone for one whose time is over or that was taken back (its cause is the survey
   * where that is known), Unavailable while the invitation is still on its way here: a mail can be quicker than the event
   */
  async open(token: string, language?: unknown): Promise<Survey> {
    const now = this.clock.now();
    const { linkSecret, linkSecretPrevious, editWindowMs } = this.config;
    const verdict = verifySurveyLink(token, [linkSecret, ...linkSecretPrevious], now);
    if (!verdict.ok)
      throw verdict.reason === 'expired' ? new Gone('the link has expired') : new NotFound('no such link');
    const { invitationId } = verdict.claims;
    const stored = await this.surveys.of(invitationId);
    if (!stored) throw new Unavailable('the invitation has not arrived yet');
    const { isErased, takenBackAt, answer: given, ...asked } = stored;
    const answer = given && { ...given, editable: isEditable(given, { now, editWindowMs }) };
    const unsubscribePath = `/u/${signUnsubscribeLink(invitationId, linkSecret)}`;
    const survey = switched({ ...asked, answer, unsubscribePath }, language);
    if (isErased) throw new Gone(TOO_LATE.erased, { cause: survey });
    if (isTakenBack({ takenBackAt }, answer)) throw new Gone(TOO_LATE.takenBack, { cause: survey });
    if (hasExpired(survey, now)) throw new Gone(TOO_LATE.expired, { cause: survey });
    return survey;
  }

  /** That a form is shown now, for the form to carry. */
  shownNow(): string {
    return signShown(this.clock.now(), this.config.linkSecret);
  }
}
