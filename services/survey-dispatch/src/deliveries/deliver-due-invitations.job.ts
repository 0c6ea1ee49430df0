import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import type { Job } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { DeliverInvitation } from './deliver-invitation.action.js';
import { CONCURRENT_MAILS, LEASE_MS } from './delivery.rules.js';
import { claimDue } from './due-invitations.query.js';

/** Sends the invitations that are due, some at a time. */
@Injectable()
export class DeliverDueInvitations implements Job {
  readonly name = 'deliver-due-invitations';
  readonly everyMs: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly delivery: DeliverInvitation,
    private readonly clock: Clock,
    config: SurveyDispatchConfig,
  ) {
    this.everyMs = config.deliveryEveryMs;
  }

  async run(): Promise<boolean> {
    const now = this.clock.now();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const claimed = await claimDue(this.dataSource, now, leaseUntil, CONCURRENT_MAILS);
    const deliveries = await Promise.allSettled(claimed.map((invitation) => this.delivery.deliver(invitation)));
    // What failed here stays `sending` until its lease runs out, and then is called unknown.
    for (const delivery of deliveries) if (delivery.status === 'rejected') throw delivery.reason;
    return claimed.length === CONCURRENT_MAILS;
  }
}
