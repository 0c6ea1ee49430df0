import { type BudgetPolicy, DEFAULT_POLICY } from '../budget/budget-policy.rules.js';
import { type ContactBudget, UNTOUCHED } from '../budget/contact-budget.rules.js';
import { type ActiveProgram, byTouchpoint, inForce } from '../programs/active-program.rules.js';
import { nextSlot } from '../programs/cadence.rules.js';
import { withoutBudget } from './budget-verdict.rules.js';
import { type Decision, decideAgain, decideEvents, type Facts, type KnownContact } from './decide.rules.js';
import type { JourneyEvent } from './journey-event.rules.js';

const DAY = 86_400_000;
const NOW = Date.parse('2026-06-30T12:00:00Z');

const program = (programId: string, rest: Partial<ActiveProgram> = {}): ActiveProgram => ({
  programId,
  kind: 'transactional',
  state: 'active',
  touchpoint: 'support.case_closed',
  delaySeconds: 0,
  expiryDays: 30,
  priority: 1,
  audience: [],
  channels: ['email'],
  samplePercent: 100,
  holdoutPercent: 0,
  deferDays: 7,
  cadenceDays: null,
  daysBefore: [],
  survey: { surveyId: 'nps', version: 1, questions: { en: 'How likely?' }, fallbackLanguage: 'en' },
  variants: [],
  ...rest,
});
const contact = (rest: Partial<KnownContact> = {}): KnownContact => ({
  contactId: 'c-1',
  accountId: 'acme',
  locale: 'en',
  hasEmail: true,
  emailConsent: true,
  hasPhone: false,
  smsConsent: false,
  inAppConsent: true,
  timeZone: null,
  spread: 0,
  ...rest,
});
const event = (id: string, contactId = 'c-1', touchpoint = 'support.case_closed'): JourneyEvent => ({
  id,
  source: '/crm',
  correlationId: id,
  lineage: '',
  data: { contactId, touchpoint },
});
type Known = { programs?: ActiveProgram[]; contacts?: KnownContact[]; budget?: Partial<ContactBudget> } & Partial<
  Pick<Facts, 'mayWait' | 'now'>
> & { policy?: Partial<BudgetPolicy> };
const factsOf = ({ programs = [program('p')], contacts = [contact()], mayWait = true, now = NOW, ...rest }: Known) => ({
  ...inForce(programs),
  programs: byTouchpoint(programs),
  policy: { ...DEFAULT_POLICY, ...rest.policy },
  contacts: new Map(contacts.map((it) => [it.contactId, it])),
  budgets: new Map(rest.budget ? [['c-1', { ...UNTOUCHED, ...rest.budget }]] : []),
  closedChannels: [],
  now,
  mayWait,
});
const decide = (events: JourneyEvent[], known: Known = {}) => decideEvents(events, factsOf(known));
const touchpointAsk = (daysAgo: number) => ({
  lastAskedAt: NOW - daysAgo * DAY,
  lastTouchpointAt: NOW - daysAgo * DAY,
});
const told = (decisions: Decision[]) =>
  decisions.map(({ event, program, outcome, reason }) => [event.id, program?.programId, outcome, reason].join(' '));

describe('decideEvents', () => {
  it.each<[string, Partial<KnownContact>, Partial<ContactBudget>, string]>([
    ['a contact who may be asked', {}, {}, 'asked within_contact_budget'],
    ['a contact without consent', { emailConsent: false }, {}, 'suppressed no_email_consent'],
    ['a contact without an address', { hasEmail: false }, {}, 'unreachable no_email_address'],
    ['a contact with neither', { emailConsent: false, hasEmail: false }, {}, 'suppressed no_email_consent'],
    ['a contact who opted out', {}, { blocked: 'opted_out' }, 'suppressed opted_out'],
    ['a contact asked 90 days ago', {}, touchpointAsk(90), 'asked within_contact_budget'],
    ['a contact asked a moment less ago', {}, touchpointAsk(90 - 1 / DAY), 'deferred contact_quarantine'],
    ['a contact asked 83 days ago', {}, touchpointAsk(83), 'deferred contact_quarantine'],
    [
      'a contact asked a moment less than 83 days ago',
      {},
      touchpointAsk(83 - 1 / DAY),
      'suppressed contact_quarantine',
    ],
    ['a contact to be asked tomorrow', {}, touchpointAsk(-1), 'suppressed contact_quarantine'],
  ])('decides an event of %s', (_, rest, budget, decision) => {
    expect(told(decide([event('e')], { contacts: [contact(rest)], budget }).decisions)).toEqual([`e p ${decision}`]);
  });

  it('says when a quarantine ends, and until when a deferred ask may wait', () => {
    const { decisions } = decide([event('e')], { budget: touchpointAsk(85) });
    expect(decisions[0]).toMatchObject({ releaseAt: NOW + 5 * DAY, latestAt: NOW + 7 * DAY });
  });

  it('names the window that lasts longest', () => {
    const policy = { allDays: 30, touchpointDays: 60, relationshipDays: 120 };
    const budget = { lastAskedAt: NOW - 20 * DAY, lastTouchpointAt: NOW - 50 * DAY };
    const [all] = decide([event('e')], { policy, budget }).decisions;
    expect(all).toMatchObject({ reason: 'contact_quarantine', releaseAt: NOW + 10 * DAY });
    const [own] = decide([event('e')], { policy, budget: touchpointAsk(58) }).decisions;
    expect(own).toMatchObject({ outcome: 'deferred', reason: 'touchpoint_window', releaseAt: NOW + 2 * DAY });
  });

  it('keeps the days before a relationship survey for it, unless it never asks the contact', () => {
    const cycle = { programId: 'r', cadenceDays: 180 };
    const now = nextSlot(cycle, 0, NOW) - 29 * DAY;
    const relationship = program('r', { kind: 'relationship', touchpoint: 'program:r', cadenceDays: 180 });
    const programs = [program('p', { deferDays: 30 }), relationship];
    const [kept] = decide([event('e')], { programs, now }).decisions;
    expect(kept).toMatchObject({ outcome: 'deferred', reason: 'relationship_reserve', releaseAt: now + 29 * DAY + 1 });
    const [before] = decide([event('e')], { programs, now: now - DAY }).decisions;
    expect(before).toMatchObject({ outcome: 'asked' });
    const deciders = { subject: 'contact', attribute: 'role', operator: 'is', value: 'decision_maker' } as const;
    for (const others of [{ holdoutPercent: 100 }, { audience: [deciders] }]) {
      const [free] = decide([event('e')], { programs: [programs[0]!, { ...relationship, ...others }], now }).decisions;
      expect(free).toMatchObject({ outcome: 'asked' });
    }
  });

  it.each<[string, Partial<ActiveProgram>, string]>([
    ['a paused program', { state: 'paused' }, 'suppressed program_paused'],
    ['a program that holds everybody out', { holdoutPercent: 100 }, 'sampled_out holdout'],
    ['a program that samples nobody', { samplePercent: 0 }, 'sampled_out sampled_out'],
    [
      'a program for others',
      { audience: [{ subject: 'account', attribute: 'segment', operator: 'is', value: 'enterprise' }] },
      'no_matching_program audience_mismatch',
    ],
    [
      'a program for her role',
      { audience: [{ subject: 'contact', attribute: 'role', operator: 'in', value: ['admin'] }] },
      'asked within_contact_budget',
    ],
  ])('decides an event for %s', (_, rest, decision) => {
    const contacts = [contact({ attributes: { role: 'admin' } })];
    expect(told(decide([event('e')], { programs: [program('p', rest)], contacts }).decisions)).toEqual([
      `e p ${decision}`,
    ]);
  });

  it('moves the ask into the sending hours of the contact', () => {
    const sendingHours = { from: '08:00', to: '10:00', weekdays: [1, 2, 3, 4, 5] };
    const contacts = [contact({ timeZone: 'America/Sao_Paulo' })];
    const [decision] = decide([event('e')], { contacts, policy: { sendingHours } }).decisions;
    expect(decision).toMatchObject({ outcome: 'asked', dueAt: NOW });
    const [later] = decide([event('e')], { contacts, policy: { sendingHours }, now: NOW + 2 * 3_600_000 }).decisions;
    expect(new Date(later!.dueAt!).toISOString()).toBe('2026-07-01T11:00:00.000Z');
  });

  it('asks over the first channel that reaches the contact, and says what is missing where none does', () => {
    const programs = [program('p', { channels: ['sms', 'email', 'in_app'] })];
    const over = (rest: Partial<KnownContact>) =>
      decide([event('e')], { programs, contacts: [contact(rest)] }).decisions;
    expect(over({})[0]).toMatchObject({ outcome: 'asked', channel: 'email' });
    expect(over({ hasPhone: true, smsConsent: true })[0]).toMatchObject({ outcome: 'asked', channel: 'sms' });
    expect(told(over({ emailConsent: false, inAppConsent: false, smsConsent: true }))).toEqual([
      'e p suppressed no_phone+no_email_consent+no_in_app_consent',
    ]);
  });

  it('counts the quarantine from the day of the mail, not of the decision', () => {
    const programs = [program('later', { delaySeconds: 86_400 })];
    expect(told(decide([event('e')], { programs, budget: touchpointAsk(89) }).decisions)).toEqual([
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

  it('asks a contact once in a chunk, also where a delay leads out of the window, and the second when it is due', () => {
    const programs = [program('now'), program('later', { touchpoint: 'x', delaySeconds: 10 * 86_400 })];
    const policy = { allDays: 5, touchpointDays: 5, relationshipDays: 5 };
    const { decisions } = decide([event('a'), event('b', 'c-1', 'x')], { programs, policy });
    expect(told(decisions)).toEqual(['a now asked within_contact_budget', 'b later deferred contact_quarantine']);
    expect(decisions[1]).toMatchObject({ releaseAt: NOW + 10 * DAY, latestAt: NOW + 17 * DAY });
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

describe('decideAgain', () => {
  const again = (latestAt: number, known: Known = {}, programs = [program('p', { delaySeconds: 3600 })]) => {
    const facts = factsOf({ ...known, programs });
    const deferral = { decisionId: 'd', latestAt };
    return decideAgain([{ event: event('e'), program: programs[0], contact: contact(), deferral }], facts)[0];
  };

  it('asks at once where the budget lets it: the delay is over', () => {
    expect(again(NOW + DAY)).toMatchObject({ outcome: 'asked', dueAt: NOW, deferral: { decisionId: 'd' } });
  });

  it.each([
    [80, 'suppressed', 'contact_quarantine'],
    [89.5, 'deferred', 'contact_quarantine'],
  ])('keeps to the latest date that was said first, of a contact asked %d days ago', (daysAgo, outcome, reason) => {
    expect(again(NOW + DAY, { budget: touchpointAsk(daysAgo) })).toMatchObject({ outcome, reason });
  });

  it('asks nobody after the latest date', () => {
    expect(again(NOW - 1)).toMatchObject({ outcome: 'suppressed', reason: 'latest_date_passed' });
  });
});

describe('withoutBudget', () => {
  it('suppresses what was not granted, with the release time of who came first, and leaves the rest', () => {
    const contacts = [contact(), contact({ contactId: 'c-2' }), contact({ contactId: 'c-3', hasEmail: false })];
    const { decisions } = decide([event('a'), event('b'), event('c', 'c-2'), event('d', 'c-3')], { contacts });
    const refused = new Map([['c-1', { ...UNTOUCHED, ...touchpointAsk(1) }]]);
    const settled = withoutBudget(decisions, refused, factsOf({ contacts }));
    expect(told(settled)).toEqual([
      'a p suppressed contact_quarantine',
      'b p suppressed contact_quarantine',
      'c p asked within_contact_budget',
      'd p unreachable no_email_address',
    ]);
    expect(settled[0]!.releaseAt).toBe(NOW + 89 * DAY);
    expect(settled[1]!.releaseAt).toBe(NOW + 89 * DAY);
  });

  it('never asks what was not granted, also where its own window would let it', () => {
    const { decisions } = decide([event('a')]);
    const refused = new Map([['c-1', { ...UNTOUCHED, ...touchpointAsk(100) }]]);
    expect(told(withoutBudget(decisions, refused, factsOf({})))).toEqual(['a p deferred contact_quarantine']);
  });
});
