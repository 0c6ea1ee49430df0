/** How an owner was found. */
export type OwnerSource = 'account_owner' | 'segment_queue' | 'default_queue';

/** Who could own a follow-up. */
export interface OwnerCandidates {
  readonly ownerCsm: string | null;
  readonly segmentQueue: string | null;
  readonly defaultQueue: string;
}

/** The owner of a follow-up: the account's owner, else its segment's queue, else the default queue. */
export function chooseOwner(candidates: OwnerCandidates): { owner: string; ownerSource: OwnerSource } {
  const { ownerCsm, segmentQueue, defaultQueue } = candidates;
  if (ownerCsm) return { owner: ownerCsm, ownerSource: 'account_owner' };
  if (segmentQueue) return { owner: segmentQueue, ownerSource: 'segment_queue' };
  return { owner: defaultQueue, ownerSource: 'default_queue' };
}
