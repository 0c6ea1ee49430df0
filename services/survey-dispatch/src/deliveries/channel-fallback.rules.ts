import type { ClaimedInvitation } from './claimed-invitation.rules.js';
import { unreachableBy } from './delivery.rules.js';

/** Over what an invitation goes on. */
export interface Reroute {
  readonly channel: string;
  /** What is left after it. */
  readonly fallbackChannels: readonly string[];
}

/**
 * The next of an invitation's channels over which its contact can be reached, or nothing: who is blocked is reached over
 * none. It belongs to the ask that took the budget, and takes none again.
 */
export function nextChannel(claimed: ClaimedInvitation): Reroute | undefined {
  const { fallbackChannels, blocked } = claimed;
  if (blocked !== null) return undefined;
  const place = fallbackChannels.findIndex((channel) => unreachableBy({ ...claimed, channel }) === undefined);
  if (place < 0) return undefined;
  return { channel: fallbackChannels[place]!, fallbackChannels: fallbackChannels.slice(place + 1) };
}
