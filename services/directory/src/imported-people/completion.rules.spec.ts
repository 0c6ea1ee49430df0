import { newContact } from '../contacts/contact.rules.js';
import { completionOf } from './completion.rules.js';

const NOW = new Date('2026-01-01T00:00:00Z');
const declared = new Map([['seats', { type: 'number' as const, allowed: null }]]);
const known = (more: object = {}) => ({ ...newContact('ana', NOW), ...more });
const person = (more: object) => ({ contactId: 'ana', ...more });

describe('what a file adds to a contact', () => {
  it.each([
    ['what is empty', { name: 'Ana', email: 'a@b.example' }, {}, { name: 'Ana', email: 'a@b.example' }],
    ['no field that has a value', { name: 'Ana' }, { name: 'Dr. Ana Silva' }, {}],
    [
      'attributes that are not there',
      { attributes: { a: 1, b: 2 } },
      { attributes: { a: 7 } },
      { attributes: { b: 2 } },
    ],
    ['attributes as their type is declared', { attributes: { seats: '7' } }, {}, { attributes: { seats: 7 } }],
    ['no attribute of another type', { attributes: { seats: 'many' } }, {}, {}],
    ['an opt-out', { emailConsent: false }, {}, { emailConsent: false, consentSource: 'import' }],
    ['no opt-out where consent was given here', { emailConsent: false }, { consentChanges: { email: {} } }, {}],
  ])('is %s', (_, told, before, added) => {
    expect(completionOf(person(told), known(before), declared, 'kept')).toEqual({ contactId: 'ana', ...added });
  });

  it('is no undeclared attribute where those are refused', () => {
    const told = person({ attributes: { plan: 'team', seats: 3 } });
    expect(completionOf(told, known(), declared, 'refused')).toEqual({ contactId: 'ana', attributes: { seats: 3 } });
  });
});
