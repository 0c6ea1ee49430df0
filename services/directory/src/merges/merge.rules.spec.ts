import { newAccount } from '../accounts/account.rules.js';
import { newContact } from '../contacts/contact.rules.js';
import { fillGaps, mergeContacts } from './merge.rules.js';

const now = new Date('2026-01-01T00:00:00Z');
const change = (granted: boolean, source: string) => ({ granted, changedAt: now.toISOString(), source });

describe('fillGaps', () => {
  it('keeps what the survivor has and takes what it lacks', () => {
    const survivor = { ...newAccount('a', now), name: 'Acme', attributes: { tier: 'gold' } };
    const duplicate = { ...newAccount('b', now), name: 'ACME Inc', arr: 5, attributes: { tier: 'silver', size: 9 } };
    expect(fillGaps(survivor, duplicate)).toEqual({ ...survivor, arr: 5, attributes: { tier: 'gold', size: 9 } });
  });
});

describe('mergeContacts', () => {
  const one = newContact('a', now);

  it.each([
    ['nobody said anything', {}, {}, true],
    ['the duplicate opted out', {}, { emailConsent: false, consentChanges: { email: change(false, 'b') } }, false],
    ['the duplicate opted out before sources were kept', {}, { emailConsent: false }, false],
    [
      'the survivor opted in and the duplicate out',
      { consentChanges: { email: change(true, 'a') } },
      { emailConsent: false, consentChanges: { email: change(false, 'b') } },
      false,
    ],
  ])('mail, where %s', (_, survivor, duplicate, allowed) => {
    expect(mergeContacts({ ...one, ...survivor }, { ...one, ...duplicate }).emailConsent).toBe(allowed);
  });

  it('takes over a consent to text messages, with its source, where the survivor never said anything', () => {
    const duplicate = { ...one, smsConsent: true, consentChanges: { sms: change(true, 'form') } };
    const merged = mergeContacts(one, duplicate);
    expect(merged).toMatchObject({ smsConsent: true, consentChanges: { sms: { source: 'form' } } });
  });
});
