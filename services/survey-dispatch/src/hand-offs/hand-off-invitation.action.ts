import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { contracts } from '#contracts';
import { publish, type Transaction } from '#messaging';
import { type AcceptedSend, ChannelSender } from '../deliveries/channel-sender.action.js';
import type { ClaimedInvitation } from '../deliveries/claimed-invitation.rules.js';
import type { SendOutcome } from '../deliveries/delivery.rules.js';
import { InvitationLinks } from '../invitations/invitation-links.action.js';
import { HeldVersions } from '../surveys/held-versions.query.js';
import { type Origin, readOrigin } from './invitation-origin.query.js';

interface Prepared extends Origin {
  readonly question: string;
}

/** Hands invitations, and reminders of them, to the customer's own system: what is published is the delivery. */
@Injectable()
export class HandOffInvitation extends ChannelSender {
  readonly channel = 'handoff';
  private readonly prepared = new WeakMap<ClaimedInvitation, Prepared>();

  constructor(
    private readonly versions: HeldVersions,
    private readonly links: InvitationLinks,
    private readonly dataSource: DataSource,
  ) {
    super();
  }

  async send(invitation: ClaimedInvitation): Promise<SendOutcome> {
    const { invitationId, surveyId, surveyVersion, locale } = invitation;
    const survey = await this.versions.read(surveyId, surveyVersion);
    if (!survey) return { kind: 'refused', reason: 'unknown_survey_version' };
    const origin = await readOrigin(this.dataSource, invitationId);
    const question = survey.question[locale] ?? survey.question[survey.fallbackLanguage]!;
    this.prepared.set(invitation, { ...origin, question });
    return { kind: 'accepted' };
  }

  override keep(transaction: Transaction, accepted: readonly AcceptedSend[]): void {
    for (const { claimed, reminder } of accepted) {
      const { invitationId, contactId, locale, correlationId, lineage } = claimed;
      const data = {
        ...this.prepared.get(claimed)!,
        invitationId,
        contactId,
        locale,
        link: this.links.survey(claimed),
        expiresAt: claimed.expiresAt.toISOString(),
        reminder,
      };
      publish(transaction, contracts.invitationReady, data, { correlationId, id: invitationId, lineage });
    }
  }
}
