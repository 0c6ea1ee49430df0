import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { SurveyDispatchConfig } from '../config.js';
import { nextChannel } from '../deliveries/channel-fallback.rules.js';
import { ChannelSender } from '../deliveries/channel-sender.action.js';
import type { ClaimedInvitation } from '../deliveries/claimed-invitation.rules.js';
import type { SendOutcome } from '../deliveries/delivery.rules.js';
import { offer } from './offer.rules.js';

/** Has invitations wait for their contact to come to the app; whoever asks for the pending one gets it. */
@Injectable()
export class OfferInApp extends ChannelSender {
  readonly channel = 'in_app';

  constructor(
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {
    super();
  }

  async send(claimed: ClaimedInvitation, reminder?: number): Promise<SendOutcome> {
    // From now on the app shows the invitation, over whatever channel it came first.
    if (reminder !== undefined) return { kind: 'accepted' };
    const { attempts, expiresAt } = claimed;
    const goesOn = nextChannel(claimed) !== undefined;
    return offer({ attempts, expiresAt, goesOn, waitDays: this.config.inAppWaitDays }, this.clock.now());
  }
}
