import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { SurveyDispatchConfig } from '../config.js';
import { ChannelSender } from '../deliveries/channel-sender.action.js';
import type { ClaimedInvitation } from '../deliveries/claimed-invitation.rules.js';
import type { SendOutcome } from '../deliveries/delivery.rules.js';
import { InvitationLinks } from '../invitations/invitation-links.action.js';
import { MailClient } from './mail.client.js';
import { MailForms } from './mail-forms.query.js';
import { renderMail } from './render-mail.rules.js';

/** Sends invitations, and reminders of them, by mail. */
@Injectable()
export class SendInvitationMail extends ChannelSender {
  readonly channel = 'email';
  override readonly provider: string;

  constructor(
    private readonly mail: MailClient,
    private readonly forms: MailForms,
    private readonly links: InvitationLinks,
    private readonly clock: Clock,
    config: SurveyDispatchConfig,
  ) {
    super();
    this.provider = new URL(config.smtpUrl).host;
  }

  async send(invitation: ClaimedInvitation, reminder?: number): Promise<SendOutcome> {
    const form = await this.forms.read(invitation);
    if (!form) return { kind: 'refused', reason: 'unknown_survey_version' };
    const { invitationId, name } = invitation;
    const link = this.links.survey(invitation);
    const unsubscribeLink = this.links.unsubscribing(invitationId);
    return this.mail.send({
      id: reminder === undefined ? invitationId : `${invitationId}.${reminder}`,
      invitationId,
      at: this.clock.now(),
      unsubscribeLink,
      senderName: form.sender,
      to: { name: name ?? '', address: invitation.email! },
      ...renderMail(form, { name, link, unsubscribeLink, reminds: reminder !== undefined }),
    });
  }
}
