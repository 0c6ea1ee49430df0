/** A decision as far as it is put into words. */
export interface ToldDecision {
  readonly outcome: string;
  readonly reason: string;
  readonly programId: string | null;
  readonly touchpoint: string;
  readonly releaseAt: Date | null;
  readonly decidedAt: Date;
}

const REASONS: Readonly<Record<string, string>> = {
  within_contact_budget: 'the contact budget allowed it',
  contact_quarantine: 'some program asked, or is to ask, the contact too short a time before',
  relationship_window: 'the last relationship survey was too short a time before',
  touchpoint_window: 'the last ask after a touchpoint was too short a time before',
  relationship_reserve: 'the days before the next relationship survey are kept free for it',
  account_cap: 'as many people of the account as may be were asked already',
  latest_date_passed: 'the contact budget allowed it only after the latest date of the program',
  program_paused: 'the program is paused',
  program_archived: 'the program is archived',
  audience_mismatch: 'the contact, the account or the event does not fulfil the conditions of the program',
  holdout: 'the contact belongs to the group that the program never asks, to compare with',
  sampled_out: 'the contact is not in the sample of the program',
  opted_out: 'the contact opted out of surveys',
  bounced: 'mail to the address came back',
  complained: 'the contact reported a survey as unwanted',
  erased: 'the personal data were erased',
  no_email_consent: 'the contact has not agreed to be sent surveys by e-mail',
  no_email_address: 'no e-mail address is known',
  unknown_contact: 'the contact was not known in time',
  no_matching_program: 'no program is fired by it',
};

const OUTCOMES: Readonly<Record<string, string>> = {
  asked: 'was asked',
  deferred: 'is not asked yet',
};

/** Says in a sentence what became of an event and why; a reason that has no words is named as it is. */
export function tell({ outcome, reason, programId, touchpoint, releaseAt, decidedAt }: ToldDecision): string {
  const by = programId ? ` by program ${programId}` : '';
  const when = outcome === 'deferred' && releaseAt ? `; it is decided again at ${releaseAt.toISOString()}` : '';
  const free =
    outcome === 'suppressed' && releaseAt ? `; the contact may be asked again from ${releaseAt.toISOString()}` : '';
  const became = OUTCOMES[outcome] ?? 'was not asked';
  return `After ${touchpoint} at ${decidedAt.toISOString()} the contact ${became}${by}: ${REASONS[reason] ?? reason}${when}${free}.`;
}

/** A contact's budget and whether the contact is known, as far as it is put into words. */
export interface ToldContact {
  readonly lastAskedAt: Date | null;
  readonly blocked: string | null;
  readonly isKnown: boolean;
}

/** Says in a sentence where a contact stands now. */
export function tellNow({ lastAskedAt, blocked, isKnown }: ToldContact, latest: ToldDecision | undefined): string {
  if (blocked) return `The contact is never asked: ${REASONS[blocked] ?? blocked}.`;
  if (!isKnown) return 'The contact is not known.';
  if (!latest) return 'Nothing has happened that could have had the contact asked.';
  const asked = lastAskedAt
    ? `The contact was, or is to be, asked last at ${lastAskedAt.toISOString()}.`
    : 'The contact was never asked.';
  return `${asked} ${tell(latest)}`;
}
