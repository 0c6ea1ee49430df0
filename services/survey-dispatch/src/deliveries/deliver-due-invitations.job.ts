import { Injectable } from '@nestjs/common';
import type { Job } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { ClaimDue } from './claim-due.action.js';
import { claimDue, putBack } from './due-invitations.query.js';
import { SendingLanes } from './sending-lanes.action.js';

/** How long a run waits for room before it looks whether it should stop. */
const ROOM_WITHIN_MS = 1_000;

/** Claims the invitations that are due, and has them sent while it claims the next. */
@Injectable()
export class DeliverDueInvitations implements Job {
  readonly name = 'deliver-due-invitations';
  readonly everyMs: number;

  constructor(
    private readonly due: ClaimDue,
    private readonly lanes: SendingLanes,
    config: SurveyDispatchConfig,
  ) {
    this.everyMs = config.deliveryEveryMs;
  }

  async run(): Promise<boolean> {
    let more = false;
    for (const channel of this.lanes.channels) {
      if (!this.lanes.hasRoom(channel)) {
        more = true;
        continue;
      }
      const claimed = await this.due.claim(channel, { claim: claimDue, putBack });
      this.lanes.take(channel, claimed);
      more ||= claimed.more;
    }
    this.lanes.throwFailure();
    if (more) await this.lanes.someRoom(ROOM_WITHIN_MS);
    return more;
  }
}
