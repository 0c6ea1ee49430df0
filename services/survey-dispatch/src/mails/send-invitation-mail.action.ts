import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { signSurveyLink } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { obstacleTo, type SendOutcome } from '../deliveries/delivery.rules.js';
import type { ClaimedInvitation } from '../deliveries/due-invitations.query.js';
import { signUnsubscribeLink } from '../opt-outs/unsubscribe-link.rules.js';
import { MailClient } from './mail.client.js';
import { renderMail } from './render-mail.rules.js';

/** Sends a claimed invitation, or a reminder of it, by mail; unless something speaks against it by now. */
@Injectable()
export class SendInvitationMail {
  constructor(
    private readonly mail: MailClient,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  /** @param reminder its number; absent for the first mail */
  async send(invitation: ClaimedInvitation, reminder?: number): Promise<SendOutcome> {
    const obstacle = obstacleTo(invitation, this.clock.now());
    if (obstacle) return obstacle === 'expired' ? { kind: 'expired' } : { kind: 'refused', reason: obstacle };
    const { invitationId, locale, question, name } = invitation;
    const expiresAt = Math.floor(invitation.expiresAt.getTime() / 1000);
    const token = signSurveyLink({ invitationId, expiresAt }, this.config.linkSecret);
    const { publicUrl, linkSecret } = this.config;
    const link = `${publicUrl}/s/${token}`;
    const unsubscribeLink = `${publicUrl}/u/${signUnsubscribeLink(invitationId, linkSecret)}`;
    return this.mail.send({
      id: reminder === undefined ? invitationId : `${invitationId}.${reminder}`,
      invitationId,
      unsubscribeLink,
      to: { name: name ?? '', address: invitation.email! },
      ...renderMail({ locale, question, name, link, unsubscribeLink, reminds: reminder !== undefined }),
    });
  }
}
