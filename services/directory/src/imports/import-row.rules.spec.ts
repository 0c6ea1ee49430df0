import type { AttributeDeclaration } from '../attributes/attribute.rules.js';
import { headerProblem, typeProblem, unknownField, upsertFromCells } from './import-row.rules.js';

const declared = new Map<string, AttributeDeclaration>([['seats', { type: 'number', allowed: null }]]);

describe('headerProblem', () => {
  it.each([
    [['contactId', 'email', 'attributes.seats'], undefined],
    [['email'], { field: 'contactId', reason: 'is not among the columns' }],
    [['contactId', 'email', 'email'], { field: 'email', reason: 'is a column twice' }],
    [['contactId', 'e-mail'], { field: 'e-mail', reason: 'is not a column of contacts' }],
    [['contactId', ''], { field: 'column 2', reason: 'is not a column of contacts' }],
    [['contactId', 'attributes.'], { field: 'attributes.', reason: 'is not a column of contacts' }],
    [['contactId', 'constructor'], { field: 'constructor', reason: 'is not a column of contacts' }],
  ])('%j: %j', (header, problem) => {
    expect(headerProblem(header, 'contact')).toEqual(problem);
  });
});

describe('upsertFromCells', () => {
  it('reads cells by the type of their field and leaves empty ones out', () => {
    const cells = { contactId: ' c-1 ', email: '', name: '12', smsConsent: 'TRUE', 'attributes.seats': '7' };
    expect(upsertFromCells(cells, 'contact', declared)).toEqual({
      contactId: 'c-1',
      name: '12',
      smsConsent: true,
      attributes: { seats: 7 },
    });
  });

  it('leaves text that is no number for the check to refuse', () => {
    const upsert = upsertFromCells({ accountId: 'a', arr: '1.000,00' }, 'account', declared);
    expect(typeProblem(upsert, 'account')).toEqual({ field: 'arr', reason: 'arr must be a number' });
  });
});

describe('a row of NDJSON', () => {
  it.each([
    [{ contactId: 'c', shoeSize: 43 }, 'shoeSize'],
    [{ contactId: 'c', attributes: {} }, undefined],
  ])('%j has the unknown field %p', (values, field) => {
    expect(unknownField(values, 'contact')).toBe(field);
  });

  it.each([
    [{ contactId: 7 }, 'contactId must be text'],
    [{ contactId: 'c', emailConsent: 'yes' }, 'emailConsent must be true or false'],
    [{ contactId: 'c', attributes: [] }, 'attributes must be an object'],
    [{ contactId: 'c', email: null }, undefined],
  ])('%j: %p', (values, reason) => {
    expect(typeProblem(values, 'contact')?.reason).toBe(reason);
  });
});
