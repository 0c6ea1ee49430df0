import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '#messaging';
import { CHANNELS } from '../programs/channel.rules.js';
import { AttemptSend } from './attempt-send.action.js';
import { Breakers } from './breakers.action.js';
import { ChannelSenders } from './channel-sender.action.js';
import type { Claimed } from './claim-due.action.js';
import type { ClaimedInvitation } from './claimed-invitation.rules.js';
import { CLAIMED_AT_ONCE, CONCURRENT_MAILS } from './delivery.rules.js';
import { KeepOutcomes } from './keep-outcomes.action.js';
import { SendLane } from './send-lane.action.js';

/** A lane has at most so many claimed: enough to send while the next are being claimed. */
const FULL = 2 * CLAIMED_AT_ONCE;

/** The lanes of the channels: a slow one does not hold up another. Invitations and their reminders share them. */
@Injectable()
export class SendingLanes implements OnModuleDestroy {
  private readonly lanes: ReadonlyMap<string, SendLane>;

  constructor(sending: AttemptSend, senders: ChannelSenders, outcomes: KeepOutcomes, breakers: Breakers, clock: Clock) {
    const laneOf = (channel: string) => {
      const send = (claimed: ClaimedInvitation) => sending.attempt(claimed);
      const isPaused = () => breakers.isPaused(channel);
      return new SendLane(
        { send, isPaused, keep: (sent) => outcomes.keep(sent), now: () => clock.now() },
        CONCURRENT_MAILS,
      );
    };
    // Those that are not set up as well: what was scheduled over one before goes on over the next of its channels.
    const channels = new Set([...CHANNELS, ...senders.channels]);
    this.lanes = new Map([...channels].map((channel) => [channel, laneOf(channel)]));
  }

  get channels(): readonly string[] {
    return [...this.lanes.keys()];
  }

  /** Whether a channel's lane can take what is claimed at once. */
  hasRoom(channel: string): boolean {
    return this.lane(channel).size <= FULL - CLAIMED_AT_ONCE;
  }

  /** Begins to send what was claimed. */
  take(channel: string, { going, isProbe }: Claimed<ClaimedInvitation>): void {
    const lane = this.lane(channel);
    if (isProbe) for (const claimed of going) lane.probe(claimed);
    else lane.take(going);
  }

  /** Waits until some lane has room; at most so long. */
  async someRoom(milliseconds: number): Promise<void> {
    const over = AbortSignal.timeout(milliseconds);
    const ended = new Promise<void>((resolve) => over.addEventListener('abort', () => resolve(), { once: true }));
    while (!over.aborted && !this.channels.some((channel) => this.hasRoom(channel)))
      await Promise.race([ended, ...[...this.lanes.values()].map((lane) => lane.change())]);
  }

  /** Throws what went wrong in the lanes since the last call. */
  throwFailure(): void {
    for (const lane of this.lanes.values()) lane.throwFailure();
  }

  /** The database is there until all are drained: what is on its way is finished, the rest put back. */
  async onModuleDestroy(): Promise<void> {
    for (const lane of this.lanes.values()) lane.giveBack();
    await Promise.all([...this.lanes.values()].map((lane) => lane.drain()));
  }

  private lane(channel: string): SendLane {
    return this.lanes.get(channel)!;
  }
}
