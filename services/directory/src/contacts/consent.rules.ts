/** A channel that a contact may be asked over. */
export type Channel = 'email' | 'sms' | 'in_app';

/** When and where the consent for a channel was last given or taken back. */
export interface ConsentChange {
  readonly granted: boolean;
  /** RFC 3339. */
  readonly changedAt: string;
  readonly source: string;
}

export type ConsentChanges = Readonly<Partial<Record<Channel, ConsentChange>>>;

/** Where an upsert says whether a channel may be used. */
export const CONSENT_FIELDS = { email: 'emailConsent', sms: 'smsConsent', in_app: 'inAppConsent' } as const;

/** What is said of consent in an upsert. */
export interface GivenConsent {
  readonly emailConsent?: boolean | null;
  readonly smsConsent?: boolean | null;
  readonly inAppConsent?: boolean | null;
}

/** The changes after an upsert; the same object where it says nothing new. What was never said has no entry. */
export function noteConsent(known: ConsentChanges, given: GivenConsent, source: string, now: Date): ConsentChanges {
  const changed = Object.entries(CONSENT_FIELDS).flatMap(([channel, field]) => {
    const granted = given[field];
    if (typeof granted !== 'boolean' || known[channel as Channel]?.granted === granted) return [];
    return [[channel, { granted, changedAt: now.toISOString(), source }] as const];
  });
  return changed.length === 0 ? known : { ...known, ...Object.fromEntries(changed) };
}
