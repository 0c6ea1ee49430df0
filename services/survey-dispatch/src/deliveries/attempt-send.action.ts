import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { obstacleToReminder } from '../reminders/reminder.rules.js';
import { Breakers } from './breakers.action.js';
import { ChannelSenders } from './channel-sender.action.js';
import type { ClaimedInvitation } from './claimed-invitation.rules.js';
import { obstacleTo, type SendOutcome } from './delivery.rules.js';

/** Sends what was claimed once over its channel, unless something speaks against it by now. */
@Injectable()
export class AttemptSend {
  constructor(
    private readonly senders: ChannelSenders,
    private readonly breakers: Breakers,
    private readonly clock: Clock,
  ) {}

  async attempt(claimed: ClaimedInvitation): Promise<SendOutcome> {
    const { channel, number, invitationState } = claimed;
    const over = invitationState && obstacleToReminder(invitationState);
    if (over) return { kind: 'over', reason: over };
    const obstacle = obstacleTo(claimed, this.clock.now());
    if (obstacle) return obstacle === 'expired' ? { kind: 'expired' } : { kind: 'refused', reason: obstacle };
    const sender = this.senders.of(channel);
    if (!sender) return { kind: 'refused', reason: `no_channel_${channel}` };
    const outcome = await sender.send(claimed, number);
    if (sender.provider !== undefined) await this.breakers.note(channel, outcome);
    return outcome;
  }
}
