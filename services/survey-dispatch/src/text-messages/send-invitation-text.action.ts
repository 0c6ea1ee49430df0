import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SurveyDispatchConfig } from '../config.js';
import { ChannelSender } from '../deliveries/channel-sender.action.js';
import type { ClaimedInvitation } from '../deliveries/claimed-invitation.rules.js';
import type { SendOutcome } from '../deliveries/delivery.rules.js';
import { InvitationLinks } from '../invitations/invitation-links.action.js';
import { HeldVersions } from '../surveys/held-versions.query.js';
import { refusePhone } from './refused-phones.query.js';
import { SmsClient } from './sms.client.js';
import { writeText } from './sms-text.rules.js';

/** Sends invitations, and reminders of them, as text messages. */
@Injectable()
export class SendInvitationText extends ChannelSender {
  readonly channel = 'sms';
  override readonly provider?: string;
  private readonly canBeAnswered: boolean;

  constructor(
    private readonly sms: SmsClient,
    private readonly versions: HeldVersions,
    private readonly links: InvitationLinks,
    private readonly dataSource: DataSource,
    { smsUrl, smsFrom }: SurveyDispatchConfig,
  ) {
    super();
    if (smsUrl) this.provider = new URL(smsUrl).host;
    // A number or a messaging service; a name gets no answers.
    this.canBeAnswered = /^(\+?\d+|MG[0-9a-f]{32})$/.test(smsFrom ?? '');
  }

  async send(invitation: ClaimedInvitation, reminder?: number): Promise<SendOutcome> {
    const { invitationId, surveyId, surveyVersion, locale } = invitation;
    const survey = await this.versions.read(surveyId, surveyVersion);
    if (!survey) return { kind: 'refused', reason: 'unknown_survey_version' };
    const { outcome, isNumberRefused } = await this.sms.send({
      id: reminder === undefined ? invitationId : `${invitationId}.${reminder}`,
      to: invitation.phone!,
      text: writeText({
        locale,
        question: survey.question[locale] ?? survey.question[survey.fallbackLanguage]!,
        sender: survey.branding?.name,
        link: this.links.survey(invitation),
        unsubscribeLink: this.canBeAnswered ? undefined : this.links.unsubscribing(invitationId),
        reminds: reminder !== undefined,
      }),
    });
    if (isNumberRefused) await refusePhone(this.dataSource, invitation.contactId, invitation.phone!);
    return outcome;
  }
}
