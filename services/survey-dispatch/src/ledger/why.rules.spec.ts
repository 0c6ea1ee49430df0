import type { Condition } from '../programs/audience.rules.js';
import { reasonInWords } from './reason-words.rules.js';
import { type ToldDecision, type ToldInvitation, tell, tellNow } from './why.rules.js';

const at = new Date('2026-06-30T12:00:00Z');
const later = new Date('2026-07-14T12:00:00Z');
const latest = new Date('2026-07-30T12:00:00Z');

const decision = (rest: Partial<ToldDecision>): ToldDecision => ({
  ...{
    outcome: 'suppressed',
    reason: 'contact_quarantine',
    programId: 'after-training',
    touchpoint: 'training.completed',
  },
  ...{ releaseAt: null, latestAt: null, decidedAt: at },
  ...rest,
});
const asked = (rest: Partial<ToldInvitation>) => {
  const invitation = { state: 'sent', channel: 'email', dueAt: later, isHeld: false, endedAt: null, failure: null };
  return decision({
    ...{ outcome: 'asked', reason: 'within_contact_budget' },
    invitation: { ...invitation, ...rest },
  });
};
const condition = (rest: Partial<Condition>): Condition => ({
  ...{ subject: 'event', attribute: 'severity', operator: 'at_least', value: 2 },
  ...rest,
});
const isMissing = condition({ subject: 'account', attribute: 'arr', operator: 'exists', value: undefined });
const isIn = condition({ subject: 'contact', attribute: 'role', operator: 'in', value: ['admin', 'buyer'] });

describe('a decision in words', () => {
  it('says what happened, when, for which program, and why', () => {
    expect(tell(decision({}))).toBe(
      'After training.completed at 2026-06-30T12:00:00.000Z the contact was not asked by program after-training: some program asked, or is to ask, the contact too short a time before.',
    );
  });

  it.each<[string, ToldDecision, string[]]>([
    [
      'of a window: who asked when, and from when on the contact may be asked',
      decision({ releaseAt: later, askBefore: { programId: 'after-onboarding', at } }),
      ['may be asked again from 2026-07-14', 'program after-onboarding asked at 2026-06-30'],
    ],
    [
      'of a deferred ask: when it is decided again, and until when it can be made',
      decision({ outcome: 'deferred', releaseAt: later, latestAt: latest }),
      ['is not asked yet', 'decided again at 2026-07-14', 'can be made until 2026-07-30'],
    ],
    [
      'of an audience: which conditions do not hold',
      decision({
        outcome: 'no_matching_program',
        reason: 'audience_mismatch',
        missed: [condition({}), isMissing, isIn],
      }),
      ['what does not hold: event.severity at_least 2, account.arr exists, contact.role in admin | buyer'],
    ],
    ['of an opt-out', decision({ reason: 'opted_out' }), ['opted out']],
    ['of a bounce', decision({ reason: 'bounced' }), ['came back']],
    ['of a complaint', decision({ reason: 'complained' }), ['unwanted']],
    ['of an erasure', decision({ reason: 'erased' }), ['erased']],
    ['of a sample', decision({ outcome: 'sampled_out', reason: 'sampled_out' }), ['not in the sample']],
    ['of a holdout', decision({ outcome: 'sampled_out', reason: 'holdout' }), ['never asks, to compare with']],
    ['of a paused program', decision({ reason: 'program_paused' }), ['paused']],
    [
      'of a contact whom no channel reaches: what each of them lacks',
      decision({ outcome: 'unreachable', reason: 'no_email_address+no_phone' }),
      ['no e-mail address is known, and no phone number is known'],
    ],
    [
      'of a contact who was not known in time',
      decision({ outcome: 'unreachable', reason: 'unknown_contact' }),
      ['not known in time'],
    ],
    [
      'of no program',
      decision({ programId: null, reason: 'no_matching_program' }),
      ['the contact was not asked: no program'],
    ],
    ['of a mail that is to go out', asked({ state: 'scheduled' }), ['was asked', 'to go out over email at 2026-07-14']],
    [
      'of a mail that waits for its program',
      asked({ state: 'scheduled', isHeld: true }),
      ['waits because the program is paused'],
    ],
    ['of a mail that was sent', asked({ endedAt: later }), ['over email, it was sent (2026-07-14']],
    [
      'of a mail that failed, and why',
      asked({ state: 'failed', endedAt: later, failure: '550 no such mailbox' }),
      ['it could not be sent (2026-07-14T12:00:00.000Z): 550 no such mailbox'],
    ],
    ['of a mail that may have been sent', asked({ state: 'unknown' }), ['is not known, and so it is not sent again']],
  ])('%s', (_, told, parts) => {
    for (const part of parts) expect(tell(told)).toContain(part);
  });

  it('names a reason that has no words as it is', () => {
    expect(reasonInWords('no_email_address+of_another_kind')).toBe('no e-mail address is known, and of_another_kind');
  });
});

describe('where a contact stands', () => {
  const contact = { lastAskedAt: null, blocked: null, isKnown: true, waiting: [] };
  const waiting = [{ journeyEventId: 'e', touchpoint: 'training.completed', since: at, until: later }];

  it.each([
    ['blocked, whatever else', { ...contact, blocked: 'opted_out', waiting }, 'never asked: the contact opted out'],
    ['not known, with an event that waits', { ...contact, isKnown: false, waiting }, 'wait for it, until 2026-07-14'],
    ['not known', { ...contact, isKnown: false }, 'The contact is not known.'],
    ['known, and nothing has happened', contact, 'Nothing has happened'],
  ])('is said of one who is %s', (_, stands, part) => {
    expect(tellNow(stands, undefined)).toContain(part);
  });

  it('is the last ask and the last decision otherwise', () => {
    expect(tellNow(contact, decision({}))).toMatch(/^The contact was never asked\. After training\.completed/);
    expect(tellNow({ ...contact, lastAskedAt: later }, decision({}))).toMatch(/asked last at 2026-07-14/);
    expect(tellNow({ ...contact, isKnown: false }, decision({}))).toMatch(
      /^The contact is not known\. The contact was/,
    );
  });
});
