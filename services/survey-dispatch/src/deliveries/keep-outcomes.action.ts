import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { isTemporary, type Transaction, Transactions } from '#messaging';
import { keepReminders } from '../reminders/keep-reminders.action.js';
import { type AcceptedSend, ChannelSenders } from './channel-sender.action.js';
import type { Sent } from './delivery.rules.js';
import { keepAttempts } from './keep-attempts.action.js';

const TRIES = 6;
const AGAIN_MS = 200;

/** Keeps what became of messages, many in one transaction. */
@Injectable()
export class KeepOutcomes {
  constructor(
    private readonly transactions: Transactions,
    private readonly senders: ChannelSenders,
  ) {}

  /** Keeps a set; a database that is away for a moment must not make what was sent unknown. */
  async keep(sent: readonly Sent[]): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.transactions.run((transaction) => this.keepIn(transaction, sent));
      } catch (error) {
        if (tries === TRIES || !isTemporary(error)) throw error;
        await sleep(AGAIN_MS * 2 ** tries);
      }
    }
  }

  private async keepIn(transaction: Transaction, sent: readonly Sent[]): Promise<void> {
    const reminders = sent.filter(({ claimed }) => claimed.number !== undefined);
    const invitations = reminders.length === 0 ? sent : sent.filter(({ claimed }) => claimed.number === undefined);
    const [first, again] = await Promise.all([
      keepAttempts(transaction, invitations),
      keepReminders(transaction, reminders),
    ]);
    const byChannel = Map.groupBy([...first, ...again], ({ claimed }) => claimed.channel);
    for (const [channel, accepted] of byChannel)
      this.senders.of(channel)?.keep?.(transaction, accepted.map(toAccepted));
  }
}

function toAccepted({ claimed, at }: AcceptedSend): AcceptedSend {
  return { claimed, at, ...(claimed.number !== undefined && { reminder: claimed.number }) };
}
