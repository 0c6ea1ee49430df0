import { applyUpsert, clearingProblem, textProblem } from './upsert.rules.js';

const then = new Date('2026-01-01T00:00:00Z');
const now = new Date('2026-01-02T00:00:00Z');
const known = {
  id: 'a',
  name: 'Acme' as string | undefined,
  version: 3,
  attributes: { tier: 'gold' } as Record<string, unknown>,
  updatedAt: then,
};

describe('applyUpsert', () => {
  it('changes what is given and keeps the rest', () => {
    expect(applyUpsert(known, { name: 'Acme Ltd' }, now)).toEqual({
      ...known,
      name: 'Acme Ltd',
      version: 4,
      updatedAt: now,
    });
  });

  it('keeps the version when nothing changed', () => {
    expect(applyUpsert(known, { name: 'Acme', attributes: { tier: 'gold' } }, now)).toBe(known);
  });

  it('merges attributes one by one', () => {
    expect(applyUpsert(known, { attributes: { size: 9 } }, now).attributes).toEqual({ tier: 'gold', size: 9 });
  });

  it('clears what is null, and removes an attribute that is null', () => {
    const after = applyUpsert(known, { name: null, attributes: { tier: null } }, now);
    expect(after).toMatchObject({ name: null, attributes: {}, version: 4 });
  });

  it('gives a new row its first version even when it is empty', () => {
    expect(applyUpsert({ ...known, version: 0 }, {}, now).version).toBe(1);
  });
});

describe('textProblem', () => {
  it.each([
    [{ contactId: 'c'.repeat(201) }, 'contactId must have at most 200 characters'],
    [{ contactId: '  ' }, 'contactId must not be empty'],
    [{ name: 'n'.repeat(501) }, 'name must have at most 500 characters'],
    [{ name: 'a\0b' }, 'name must not hold the character U+0000'],
    [{ contactId: 'c', name: '', arr: 5 }, undefined],
  ])('%.40j: %p', (upsert, reason) => {
    expect(textProblem(upsert)?.reason).toBe(reason);
  });
});

describe('clearingProblem', () => {
  it('names the field that always has a value', () => {
    expect(clearingProblem({ name: null, lifecycle: null }, ['lifecycle'])).toEqual({
      field: 'lifecycle',
      reason: 'lifecycle cannot be cleared',
    });
  });
});
