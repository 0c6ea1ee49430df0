import type { Occasion } from '../invitations/occasion.rules.js';
import type { UninvitedAnswer } from './answer.rules.js';
import type { Submission } from './group.rules.js';

/** What a group of submissions is about. */
export interface AskedInGroup {
  readonly invitationIds: readonly string[];
  readonly occasions: readonly Occasion[];
  readonly uninvited: readonly UninvitedAnswer[];
  /** Ids that answers have in the systems that they come from. */
  readonly ofSources: readonly { readonly source: string; readonly externalId: string }[];
}

/** Sorts what the answers of a group are about by what has to be read for it. */
export function askedIn(submissions: readonly Pick<Submission, 'answer'>[]): AskedInGroup {
  const invitationIds = new Set<string>();
  const occasions: Occasion[] = [];
  const uninvited: UninvitedAnswer[] = [];
  for (const { answer } of submissions) {
    if (answer.invitationId === undefined) uninvited.push(answer);
    else if (answer.occasion) occasions.push(answer.occasion);
    else invitationIds.add(answer.invitationId);
  }
  const ofSources = uninvited.flatMap(({ source, externalId }) =>
    source === undefined || externalId === undefined ? [] : { source, externalId },
  );
  return { invitationIds: [...invitationIds], occasions, uninvited, ofSources };
}
