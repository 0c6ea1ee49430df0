import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent } from '#messaging';
import { changeInvitations } from './change-invitations.action.js';
import { withdrawnInvitations } from './move-invitations.query.js';

type InvitationWithdrawn = DataOf<typeof contracts.invitationWithdrawn>;

const LONGEST_REASON = 200;

/** Cancels the open invitations that an outside event takes back; what is over stays as it is. */
@Injectable()
export class CancelInvitationsWhenWithdrawn implements EventConsumer<InvitationWithdrawn> {
  readonly name = 'cancel-invitations-when-withdrawn';
  readonly contracts = [contracts.invitationWithdrawn];

  constructor(private readonly clock: Clock) {}

  async handle(
    events: readonly IncomingEvent<InvitationWithdrawn>[],
    transaction: ConsumeTransaction<InvitationWithdrawn>,
  ): Promise<void> {
    const sound = events.filter((event) => {
      const { reason } = event.data;
      const problem = problemOf(reason);
      if (problem) transaction.reject(event, problem, 'reason');
      return !problem;
    });
    if (sound.length === 0) return;
    const changes = await withdrawnInvitations(
      transaction,
      sound.map(({ data }) => data),
    );
    await changeInvitations(transaction, 'cancelled', { changes, at: this.clock.now() });
  }
}

function problemOf(reason: string): string | undefined {
  if (reason.trim() === '') return 'says in words why the invitation is withdrawn';
  return reason.length > LONGEST_REASON ? `has ${LONGEST_REASON} characters at the most` : undefined;
}
