/** The ways in which a contact can be asked; `handoff` leaves it to the customer's own system. */
export const CHANNELS = ['email', 'sms', 'in_app', 'handoff'] as const;
export type Channel = (typeof CHANNELS)[number];

/** The addresses and consents by which a contact can be reached. */
export interface Reach {
  readonly hasEmail: boolean;
  readonly emailConsent: boolean;
  readonly hasPhone: boolean;
  readonly smsConsent: boolean;
  readonly inAppConsent: boolean;
}

/** Why nobody is asked over a channel. */
export type Obstacle =
  | 'no_email_consent'
  | 'no_email_address'
  | 'no_sms_consent'
  | 'no_phone'
  | 'no_in_app_consent'
  | `${Channel}_not_configured`;

/**
 * What keeps a contact from being asked over a channel, or nothing; a consent that is missing is named before an address.
 * @param closed the channels that the installation is not set up for
 */
export function obstacleOf(channel: Channel, reach: Reach, closed: readonly Channel[]): Obstacle | undefined {
  if (closed.length > 0 && closed.includes(channel)) return `${channel}_not_configured`;
  switch (channel) {
    case 'email':
      if (!reach.emailConsent) return 'no_email_consent';
      return reach.hasEmail ? undefined : 'no_email_address';
    case 'sms':
      if (!reach.smsConsent) return 'no_sms_consent';
      return reach.hasPhone ? undefined : 'no_phone';
    case 'in_app':
      return reach.inAppConsent ? undefined : 'no_in_app_consent';
    case 'handoff':
      return undefined;
  }
}

/** The first of a program's channels over which a contact can be asked, or nothing. */
export function firstReachable(
  channels: readonly Channel[],
  reach: Reach,
  closed: readonly Channel[],
): Channel | undefined {
  for (const channel of channels) if (obstacleOf(channel, reach, closed) === undefined) return channel;
  return undefined;
}

/**
 * Says why none of the channels reaches a contact: what is missing, channel by channel, joined by `+`. Where somebody
 * could be reached but has not agreed, the ask is suppressed; otherwise the contact is unreachable.
 */
export function whyUnreachable(
  channels: readonly Channel[],
  reach: Reach,
  closed: readonly Channel[],
): { readonly outcome: 'suppressed' | 'unreachable'; readonly reason: string } {
  const obstacles = channels.map((channel) => obstacleOf(channel, reach, closed));
  const isRefused = obstacles.some((obstacle) => obstacle?.endsWith('_consent'));
  return { outcome: isRefused ? 'suppressed' : 'unreachable', reason: obstacles.join('+') };
}

const NONE: readonly Channel[] = [];

/** The channels that are tried after one, in a program's order. */
export function channelsAfter(channels: readonly Channel[], channel: Channel): readonly Channel[] {
  return channels.length === 1 ? NONE : channels.slice(channels.indexOf(channel) + 1);
}
