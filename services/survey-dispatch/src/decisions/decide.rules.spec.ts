import { type ActiveProgram, byTouchpoint } from '../programs/active-program.rules.js';
import { type Decision, decideEvents, type KnownContact, withoutBudget } from './decide.rules.js';
import type { JourneyEvent } from './journey-event.rules.js';

const DAY = 86_400_000;
const NOW = Date.parse('2026-06-30T12:00:00Z');

const program = (programId: string, rest: Partial<ActiveProgram> = {}): ActiveProgram => ({
  programId,
  touchpoint: 'support.case_closed',
  delaySeconds: 0,
  expiryDays: 30,
  priority: 1,
  survey: { surveyId: 'nps', questions: { en: 'How likely?' } },
  ...rest,
});
const contact = (rest: Partial<KnownContact> = {}): KnownContact => ({
  contactId: 'c-1',
  accountId: 'acme',
  locale: 'en',
  hasEmail: true,
  emailConsent: true,
  lastAskedAt: null,
  ...rest,
});
const event = (id: string, contactId = 'c-1', touchpoint = 'support.case_closed'): JourneyEvent => ({
  id,
  source: '/crm',
  correlationId: id,
  lineage: '',
  data: { contactId, touchpoint },
});
const decide = (events: JourneyEvent[], { programs = [program('p')], contacts = [contact()], mayWait = true } = {}) =>
  decideEvents(events, {
    programs: byTouchpoint(programs),
    contacts: new Map(contacts.map((it) => [it.contactId, it])),
    now: NOW,
    mayWait,
  });
const told = (decisions: Decision[]) =>
  decisions.map(({ event, program, outcome, reason }) => [event.id, program?.programId, outcome, reason].join(' '));

describe('decideEvents', () => {
  it.each<[string, Partial<KnownContact>, string]>([
    ['a contact who may be asked', {}, 'asked within_contact_budget'],
    ['a contact without consent', { emailConsent: false }, 'suppressed no_email_consent'],
    ['a contact without an address', { hasEmail: false }, 'unreachable no_email_address'],
    ['a contact with neither', { emailConsent: false, hasEmail: false }, 'suppressed no_email_consent'],
    ['a contact asked 90 days ago', { lastAskedAt: NOW - 90 * DAY }, 'asked within_contact_budget'],
    ['a contact asked a moment less ago', { lastAskedAt: NOW - 90 * DAY + 1 }, 'suppressed contact_quarantine'],
    ['a contact to be asked tomorrow', { lastAskedAt: NOW + DAY }, 'suppressed contact_quarantine'],
  ])('decides an event of %s', (_, rest, decision) => {
    expect(told(decide([event('e')], { contacts: [contact(rest)] }).decisions)).toEqual([`e p ${decision}`]);
  });

  it('says when a quarantine ends', () => {
    const { decisions } = decide([event('e')], { contacts: [contact({ lastAskedAt: NOW - 30 * DAY })] });
    expect(decisions[0]!.releaseAt).toBe(NOW + 60 * DAY);
  });

  it('counts the quarantine from the day of the mail, not of the decision', () => {
    const programs = [program('later', { delaySeconds: 86_400 })];
    const contacts = [contact({ lastAskedAt: NOW - 89 * DAY })];
    expect(told(decide([event('e')], { programs, contacts }).decisions)).toEqual([
      'e later asked within_contact_budget',
    ]);
  });

  it('decides once per matching program; the first priority asks', () => {
    const programs = [program('second', { priority: 2 }), program('first'), program('other', { touchpoint: 'x' })];
    const { decisions } = decide([event('e')], { programs });
    expect(told(decisions)).toEqual(['e first asked within_contact_budget', 'e second suppressed contact_quarantine']);
    expect(decisions[1]!.releaseAt).toBe(NOW + 90 * DAY);
  });

  it('asks a contact for the first of several events, and another contact as well', () => {
    const contacts = [contact(), contact({ contactId: 'c-2' })];
    const { decisions } = decide([event('a'), event('b'), event('c', 'c-2')], { contacts });
    expect(told(decisions)).toEqual([
      'a p asked within_contact_budget',
      'b p suppressed contact_quarantine',
      'c p asked within_contact_budget',
    ]);
  });

  it('says so when no program matches, also of an unknown contact', () => {
    const { decisions, waiting } = decide([event('e', 'nobody', 'never.heard_of')]);
    expect(told(decisions)).toEqual(['e  no_matching_program no_matching_program']);
    expect(waiting).toEqual([]);
  });

  it('lets an event of an unknown contact wait, or calls the contact unreachable', () => {
    expect(decide([event('e', 'nobody')])).toEqual({ decisions: [], waiting: [event('e', 'nobody')] });
    const { decisions, waiting } = decide([event('e', 'nobody')], { mayWait: false });
    expect(told(decisions)).toEqual(['e p unreachable unknown_contact']);
    expect(waiting).toEqual([]);
  });
});

describe('withoutBudget', () => {
  it('suppresses what was not granted, with the release time of who came first, and leaves the rest', () => {
    const contacts = [contact(), contact({ contactId: 'c-2' }), contact({ contactId: 'c-3', hasEmail: false })];
    const { decisions } = decide([event('a'), event('b'), event('c', 'c-2'), event('d', 'c-3')], { contacts });
    const settled = withoutBudget(decisions, new Map([['c-1', NOW - DAY]]));
    expect(told(settled)).toEqual([
      'a p suppressed contact_quarantine',
      'b p suppressed contact_quarantine',
      'c p asked within_contact_budget',
      'd p unreachable no_email_address',
    ]);
    expect(settled[0]!.releaseAt).toBe(NOW + 89 * DAY);
    expect(settled[1]!.releaseAt).toBe(NOW + 89 * DAY);
  });
});
