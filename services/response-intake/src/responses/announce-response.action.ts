import { contracts, type DataOf } from '#contracts';
import { publish, type Transaction } from '#messaging';
import type { Invitation } from '../invitations/invitation.rules.js';
import { isOccasion } from '../invitations/occasion.rules.js';
import type { ResponseState } from './response.rules.js';

/**
 * Publishes a revision. It continues the chain of its invitation; all revisions of a response without one are of one chain.
 * @param traceparent W3C trace context of the request that made it; the active one when absent
 */
export function announceResponse(
  transaction: Transaction,
  state: ResponseState,
  invitation: Invitation | undefined,
  traceparent?: string,
): void {
  const chain =
    invitation && !isOccasion(invitation)
      ? { correlationId: invitation.correlationId, id: invitation.causeEventId, lineage: invitation.lineage }
      : { correlationId: state.responseId };
  publish(
    transaction,
    contracts.responseRecorded,
    toEvent(state),
    { ...chain, traceparent },
    { time: state.revisedAt },
  );
}

/** What others are told: what goes without saying is absent. */
function toEvent(response: ResponseState): DataOf<typeof contracts.responseRecorded> {
  const { state, stateReason, source, answers, metric } = response;
  return {
    responseId: response.responseId,
    revision: response.revision,
    contactId: response.contactId,
    accountId: response.accountId ?? undefined,
    invitationId: response.invitationId ?? undefined,
    programId: response.programId ?? undefined,
    touchpoint: response.touchpoint,
    score: response.score,
    comment: response.comment ?? undefined,
    channel: response.channel,
    answeredAt: response.answeredAt.toISOString(),
    revisedAt: response.revisedAt.toISOString(),
    ...(answers?.length && {
      answers: { items: answers.map((it) => ({ ...it, choices: [...(it.choices ?? [])] })) },
    }),
    ...(metric !== 'nps' && { metric }),
    ...(state !== 'confirmed' && { state }),
    ...(stateReason !== null && { stateReason }),
    ...(source !== null && { source }),
    ...(response.historic && { historic: true }),
    ...(response.anonymous && { anonymous: true }),
  };
}
