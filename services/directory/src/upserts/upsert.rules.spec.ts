import { applyUpsert } from './upsert.rules.js';

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

  it('gives a new row its first version even when it is empty', () => {
    expect(applyUpsert({ ...known, version: 0 }, {}, now).version).toBe(1);
  });
});
