import { ask, call, type Installation } from '../../replay/api.js';
import { once } from './once.js';

/** How often the demo company asks at most. Its hours are the whole day, so that whoever tries it at night gets mail. */
const BUDGET = {
  allDays: 60,
  relationshipDays: 150,
  touchpointDays: 60,
  relationshipReserveDays: 14,
  account: { people: 25, days: 30, reserved: 5 },
  sendingHours: { from: '00:00', to: '23:59', weekdays: [1, 2, 3, 4, 5, 6, 7] },
  defaultTimeZone: 'Europe/Lisbon',
};

const DECIDERS = {
  subject: 'contact',
  attribute: 'role',
  operator: 'in',
  value: ['executive_sponsor', 'decision_maker'],
};

/** Two of the programs that every installation begins with ask the company's own surveys; the third is changed more. */
const CHANGES = {
  'after-onboarding': { surveyId: 'onboarding' },
  'before-renewal': { surveyId: 'renewal', priority: 20 },
  'after-support-case': {
    surveyId: 'support',
    variants: [
      { name: 'full', weight: 50, surveyId: 'support' },
      { name: 'short', weight: 50, surveyId: 'support-short' },
    ],
    audience: [{ subject: 'event', attribute: 'severity', operator: 'not_in', value: ['minor'] }],
    reminders: [{ afterHours: 72 }, { afterHours: 168 }],
    deferDays: 14,
    expiryDays: 21,
    priority: 50,
  },
};

const ADDED = [
  {
    programId: 'relationship',
    name: 'Relationship, twice a year',
    kind: 'relationship',
    cadenceDays: 180,
    surveyId: 'relationship',
    audience: [DECIDERS],
    reminders: [{ afterHours: 96 }],
    priority: 10,
  },
  {
    programId: 'renewal-ahead',
    name: '120 and 30 days before a renewal',
    kind: 'account_date',
    daysBefore: [120, 30],
    deferDays: 14,
    surveyId: 'renewal',
    audience: [DECIDERS],
    priority: 30,
  },
  {
    programId: 'after-training',
    name: 'After a training',
    kind: 'transactional',
    touchpoint: 'training.completed',
    surveyId: 'training',
    channels: ['email', 'in_app'],
    samplePercent: 50,
    holdoutPercent: 10,
    deferDays: 90,
    priority: 60,
  },
];

/** Left as a draft, to be tried dry. */
const DRAFT = {
  programId: 'after-invoice',
  name: 'After an invoice',
  kind: 'transactional',
  touchpoint: 'invoice.paid',
  surveyId: 'support-short',
  audience: [{ subject: 'account', attribute: 'plan', operator: 'is', value: 'premium' }],
};

/** Sets how often the company asks at most, and makes its programs: all active but one draft. */
export async function startPrograms(installation: Installation): Promise<void> {
  await call(installation, 'PUT', '/v1/contact-budget', BUDGET);
  for (const [programId, change] of Object.entries(CHANGES))
    await call(installation, 'PATCH', `/v1/programs/${programId}`, change);
  for (const program of [...ADDED, DRAFT]) await once(() => ask(installation, '/v1/programs', program));
  for (const { programId } of ADDED) await call(installation, 'POST', `/v1/programs/${programId}/activate`);
}

/** Tries the draft over what has happened so far; its report is there a moment later. */
export async function tryDraft(installation: Installation): Promise<void> {
  await ask(installation, '/v1/dry-runs', { days: 30, programId: DRAFT.programId });
}
