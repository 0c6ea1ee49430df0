import { extendLineage, readLineage } from './lineage.js';

const time = new Date('2026-01-02T03:04:05.000Z');

describe('lineage', () => {
  it('is read as it was written, whatever the ids', () => {
    const ids = ['plain-1', 'with space', 'a/b', 'ação', '%', ''].filter(Boolean);
    const lineage = ids.reduce<string | undefined>(
      (chain, id) => extendLineage(chain, { type: 'T', id, time }),
      undefined,
    );
    expect(readLineage(lineage)).toEqual(ids.map((id) => ({ type: 'T', id, time })));
  });

  it('keeps the origin and the recent steps of a chain that is too long', () => {
    let lineage: string | undefined;
    for (let step = 0; step < 200; step++)
      lineage = extendLineage(lineage, { type: 'rapport.crm.v1.JourneyEventRecorded', id: `step-${step}`, time });
    const entries = readLineage(lineage);
    expect(entries[0]?.id).toBe('step-0');
    expect(entries.at(-1)?.id).toBe('step-199');
    expect(lineage!.length).toBeLessThan(7_000);
  });

  it.each([undefined, '', 'nonsense', 'a/%/2026-01-01T00:00:00Z', 'a/b/never', 'x'.repeat(100_000)])(
    'reads %j without failing',
    (lineage) => {
      expect(() => readLineage(lineage)).not.toThrow();
      expect(() => extendLineage(lineage, { type: 'T', id: '1', time })).not.toThrow();
    },
  );
});
