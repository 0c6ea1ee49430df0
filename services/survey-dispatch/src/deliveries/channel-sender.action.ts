import type { Transaction } from '#messaging';
import type { ClaimedInvitation } from './claimed-invitation.rules.js';
import type { SendOutcome } from './delivery.rules.js';

/** What a channel took. */
export interface AcceptedSend {
  readonly claimed: ClaimedInvitation;
  /** Its number; absent for the invitation's first message. */
  readonly reminder?: number;
  readonly at: Date;
}

/**
 * Sends over one channel. What is claimed belongs to this process alone; that the contact has address and consent, is not
 * blocked, and that the invitation has not expired was looked at before. A send that is refused goes on over the next of
 * its fallback channels by itself.
 */
export abstract class ChannelSender {
  /** As programs and invitations name it: `email`, `sms`, `handoff`. */
  abstract readonly channel: string;

  /** Who is behind it, as operators know it, such as the host of the SMTP server; absent where nobody outside is. */
  readonly provider?: string;

  /**
   * Sends once; every failure is an outcome.
   * @param reminder its number; absent for the first message
   */
  abstract send(claimed: ClaimedInvitation, reminder?: number): Promise<SendOutcome>;

  /**
   * Writes and publishes with the note that these were accepted, exactly once: for channels that deliver by what they
   * publish. Those whose lease had run out are not among them.
   */
  keep?(transaction: Transaction, accepted: readonly AcceptedSend[]): void;
}

/** The channels over which this installation sends. */
export class ChannelSenders {
  readonly channels: readonly string[];
  private readonly byChannel: ReadonlyMap<string, ChannelSender>;

  constructor(senders: readonly ChannelSender[]) {
    this.byChannel = new Map(senders.map((sender) => [sender.channel, sender]));
    this.channels = [...this.byChannel.keys()];
  }

  /** The sender of a channel; none where this installation does not send over it. */
  of(channel: string): ChannelSender | undefined {
    return this.byChannel.get(channel);
  }
}
