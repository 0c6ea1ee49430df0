import type { Condition } from '../programs/audience.rules.js';
import { reasonInWords } from './reason-words.rules.js';

/** The invitation of a decision, as far as it is put into words. */
export interface ToldInvitation {
  readonly state: string;
  readonly channel: string;
  readonly dueAt: Date;
  /** Whether it waits because its program is paused. */
  readonly isHeld: boolean;
  readonly endedAt: Date | null;
  readonly failure: string | null;
}

/** An ask of the contact that came before a decision. */
export interface AskBefore {
  readonly programId: string;
  readonly at: Date;
}

/** A decision as far as it is put into words. */
export interface ToldDecision {
  readonly outcome: string;
  readonly reason: string;
  readonly programId: string | null;
  readonly touchpoint: string;
  readonly releaseAt: Date | null;
  readonly latestAt: Date | null;
  readonly decidedAt: Date;
  readonly invitation?: ToldInvitation | null;
  /** The last ask before, where a window decided. */
  readonly askBefore?: AskBefore | null;
  /** The conditions that do not hold as things are now, where the audience decided. */
  readonly missed?: readonly Condition[];
}

const OUTCOMES: Readonly<Record<string, string>> = {
  asked: 'was asked',
  deferred: 'is not asked yet',
};

const INVITATIONS: Readonly<Record<string, string>> = {
  sending: 'it is being sent',
  sent: 'it was sent',
  delivered: 'it arrived',
  opened: 'it was opened',
  answered: 'it was answered',
  expired: 'nobody answered in time',
  bounced: 'it came back',
  complained: 'it was reported as unwanted',
  cancelled: 'it was taken back',
  failed: 'it could not be sent',
  unknown: 'whether it was sent is not known, and so it is not sent again',
};

/** Says in a sentence what became of an event and why. */
export function tell(decision: ToldDecision): string {
  const { outcome, reason, programId, touchpoint, decidedAt } = decision;
  const by = programId ? ` by program ${programId}` : '';
  const became = OUTCOMES[outcome] ?? 'was not asked';
  const more = [...laterOf(decision), ...causesOf(decision)].map((part) => `; ${part}`).join('');
  return `After ${touchpoint} at ${decidedAt.toISOString()} the contact ${became}${by}: ${reasonInWords(reason)}${more}.`;
}

function laterOf({ outcome, releaseAt, latestAt, invitation }: ToldDecision): string[] {
  if (outcome === 'deferred' && releaseAt) {
    const until = latestAt ? `, and can be made until ${latestAt.toISOString()}` : '';
    return [`it is decided again at ${releaseAt.toISOString()}${until}`];
  }
  if (outcome === 'suppressed' && releaseAt) return [`the contact may be asked again from ${releaseAt.toISOString()}`];
  return invitation ? [invitationInWords(invitation)] : [];
}

function invitationInWords({ state, channel, dueAt, isHeld, endedAt, failure }: ToldInvitation): string {
  if (isHeld) return 'the invitation waits because the program is paused';
  if (state === 'scheduled') return `the invitation is to go out over ${channel} at ${dueAt.toISOString()}`;
  const when = endedAt && state !== 'sending' ? ` (${endedAt.toISOString()})` : '';
  const because = failure ? `: ${failure}` : '';
  return `of the invitation over ${channel}, ${INVITATIONS[state] ?? `the state is ${state}`}${when}${because}`;
}

function causesOf({ askBefore, missed = [] }: ToldDecision): string[] {
  const before = askBefore ? [`program ${askBefore.programId} asked at ${askBefore.at.toISOString()}`] : [];
  return missed.length === 0 ? before : [...before, `what does not hold: ${missed.map(conditionInWords).join(', ')}`];
}

function conditionInWords({ subject, attribute, operator, value }: Condition): string {
  const compared = value === undefined ? '' : ` ${[value].flat().join(' | ')}`;
  return `${subject}.${attribute} ${operator}${compared}`;
}

/** An event that waits for its contact to become known. */
export interface WaitingEvent {
  readonly journeyEventId: string;
  readonly touchpoint: string;
  readonly since: Date;
  readonly until: Date;
}

/** A contact's budget, what waits for the contact, and whether the contact is known, as far as it is put into words. */
export interface ToldContact {
  readonly lastAskedAt: Date | null;
  readonly blocked: string | null;
  readonly isKnown: boolean;
  readonly waiting: readonly WaitingEvent[];
}

/** Says in a sentence where a contact stands now. */
export function tellNow(
  { lastAskedAt, blocked, isKnown, waiting }: ToldContact,
  latest: ToldDecision | undefined,
): string {
  if (blocked) return `The contact is never asked: ${reasonInWords(blocked)}.`;
  const [first] = waiting;
  if (first)
    return `The contact is not known yet: ${waiting.length} of its events (the first ${first.touchpoint}) wait for it, until ${first.until.toISOString()}.`;
  if (!isKnown && !latest) return 'The contact is not known.';
  if (!latest) return 'Nothing has happened that could have had the contact asked.';
  const known = isKnown ? '' : 'The contact is not known. ';
  const asked = lastAskedAt
    ? `The contact was, or is to be, asked last at ${lastAskedAt.toISOString()}.`
    : 'The contact was never asked.';
  return `${known}${asked} ${tell(latest)}`;
}
