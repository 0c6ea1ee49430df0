import { contracts, type DataOf } from '#contracts';
import { type PlainRecord, toRecord } from '#messaging';

type Happening = readonly [contactId: string, touchpoint: string, attributes?: Record<string, unknown>];

const MAJOR = { severity: 'major' };

/** What the CRM tells of the customers, in this order: most are asked, and of the others each for another reason. */
export const happenings: readonly Happening[] = [
  ...['oskar', 'claire', 'joana', 'rui', 'li', 'sam', 'erik', 'astrid', 'lucia', 'diego', 'paul'].map(
    (contactId): Happening => [contactId, 'support.case_closed', MAJOR],
  ),
  // Waits for an hour after getting started; the CRM takes it back, see below.
  ['sven', 'onboarding.completed'],
  // Not asked: no address, no consent, not in the audience, and nothing is asked after an invoice yet.
  ['lars', 'support.case_closed', MAJOR],
  ['solveig', 'support.case_closed', MAJOR],
  ['hanna', 'support.case_closed', { severity: 'minor' }],
  ...['oskar', 'sam', 'li', 'claire', 'hanna'].map((contactId): Happening => [contactId, 'invoice.paid']),
  // Asked a moment ago: not again for this, and later for a training; some are not in its sample, or held out. Liv, who
  // has no address, is asked inside the product.
  ['erik', 'support.case_closed', MAJOR],
  ...['oskar', 'astrid', 'lucia', 'diego', 'rui', 'joana', 'ada', 'liv'].map(
    (contactId): Happening => [contactId, 'training.completed'],
  ),
];

/** The journey events; their ids are the same each time, so that they happen once. */
export function journeyEvents(now: Date): PlainRecord[] {
  return happenings.map(([contactId, touchpoint, attributes], place) =>
    toRecord(
      contracts.journeyEventRecorded,
      { contactId, touchpoint, occurredAt: now.toISOString(), ...(attributes && { attributes }) },
      { id: `demo-${place + 1}`, source: SOURCE },
    ),
  );
}

/** CloudEvents source of what the demo's CRM tells. */
export const SOURCE = '/demo/crm';

/** Sven's onboarding begins anew: nobody asks him about it. */
export function takenBack(now: Date): PlainRecord {
  const data: DataOf<typeof contracts.invitationWithdrawn> = {
    contactId: 'sven',
    touchpoint: 'onboarding.completed',
    reason: 'the onboarding was started anew',
    occurredAt: now.toISOString(),
  };
  return toRecord(contracts.invitationWithdrawn, data, { id: 'demo-taken-back', source: SOURCE });
}
