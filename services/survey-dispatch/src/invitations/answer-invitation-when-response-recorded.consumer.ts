import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent } from '#messaging';
import { changeInvitations } from './change-invitations.action.js';

type ResponseRecorded = DataOf<typeof contracts.responseRecorded>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Marks the invitations of responses answered, so that nobody who answered is reminded. */
@Injectable()
export class AnswerInvitationWhenResponseRecorded implements EventConsumer<ResponseRecorded> {
  readonly name = 'answer-invitation-when-response-recorded';
  readonly contracts = [contracts.responseRecorded];

  constructor(private readonly clock: Clock) {}

  async handle(
    events: readonly IncomingEvent<ResponseRecorded>[],
    transaction: ConsumeTransaction<ResponseRecorded>,
  ): Promise<void> {
    const causes = new Map<string, IncomingEvent<ResponseRecorded>>();
    for (const event of events) {
      const { invitationId } = event.data;
      // The first revision is the answer; an integrator may name an invitation that is none of ours.
      if (invitationId && UUID.test(invitationId) && !causes.has(invitationId)) causes.set(invitationId, event);
    }
    const changes = [...causes.keys()].map((invitationId) => ({ invitationId }));
    await changeInvitations(transaction, 'answered', { changes, at: this.clock.now(), causes });
  }
}
