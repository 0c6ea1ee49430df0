import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, isTemporary, type Transaction, Transactions } from '#messaging';
import { signSurveyLink } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { announceFailed, announceSent } from './announce-delivery.action.js';
import { afterAttempt, type NextState, obstacleTo, type SendOutcome } from './delivery.rules.js';
import { type ClaimedInvitation, settleAttempt } from './due-invitations.query.js';
import { MailClient } from './mail.client.js';
import { renderMail } from './render-mail.rules.js';

const KEEP_TRIES = 6;
const KEEP_AGAIN_MS = 200;

/** Sends a claimed invitation once, then keeps and publishes what became of it. */
@Injectable()
export class DeliverInvitation {
  constructor(
    private readonly transactions: Transactions,
    private readonly mail: MailClient,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  async deliver(invitation: ClaimedInvitation): Promise<void> {
    const outcome = await this.send(invitation);
    const now = this.clock.now();
    const next = afterAttempt(outcome, invitation.attempts, now);
    await this.keep(invitation, next, now);
  }

  /** A database that is away for a moment must not make a mail that was sent an unknown one. */
  private async keep(invitation: ClaimedInvitation, next: NextState, now: Date): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.transactions.run((transaction) => settle(transaction, invitation, next, now));
      } catch (error) {
        if (tries === KEEP_TRIES || !isTemporary(error)) throw error;
        await sleep(KEEP_AGAIN_MS * 2 ** tries);
      }
    }
  }

  private async send(invitation: ClaimedInvitation): Promise<SendOutcome> {
    const obstacle = obstacleTo(invitation, this.clock.now());
    if (obstacle) return { kind: 'refused', reason: obstacle };
    const { invitationId, locale, question, name } = invitation;
    const expiresAt = Math.floor(invitation.expiresAt.getTime() / 1000);
    const token = signSurveyLink({ invitationId, expiresAt }, this.config.linkSecret);
    const link = `${this.config.publicUrl}/s/${token}`;
    return this.mail.send({
      id: invitationId,
      to: { name: name ?? '', address: invitation.email! },
      ...renderMail({ locale, question, name, link }),
    });
  }
}

async function settle(transaction: Transaction, invitation: ClaimedInvitation, next: NextState, at: Date) {
  const dueAt = next.state === 'scheduled' ? next.dueAt : undefined;
  const failure = 'reason' in next ? next.reason : undefined;
  const { invitationId } = invitation;
  const settled = await settleAttempt(transaction, { invitationId, state: next.state, at, dueAt, failure });
  if (!settled || next.state === 'scheduled') return;
  if (next.state === 'sent') announceSent(transaction, invitation, at);
  else announceFailed(transaction, invitation, { state: next.state, reason: next.reason, at });
}
