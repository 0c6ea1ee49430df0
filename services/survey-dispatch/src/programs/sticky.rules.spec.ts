import { leftOut, shareOf, variantOf } from './sticky.rules.js';

const CONTACTS = Array.from({ length: 10_000 }, (_, index) => `contact-${index}`);
const share = (count: number) => count / CONTACTS.length;

describe('what sticks to a contact', () => {
  it('is the same whenever it is asked, and another for another purpose', () => {
    expect(shareOf('p', 'contact-1')).toBe(shareOf('p', 'contact-1'));
    expect(shareOf('p', 'contact-1')).not.toBe(shareOf('q', 'contact-1'));
  });

  it('gives each variant its weight', () => {
    const variants = [10, 30, 60].map((weight) => ({ name: `${weight}`, weight, survey: weight }));
    const counts = Map.groupBy(CONTACTS, (contactId) => variantOf('p', variants, contactId).name);
    for (const { name, weight } of variants) expect(share(counts.get(name)!.length)).toBeCloseTo(weight / 100, 1);
  });

  it('samples and holds out as many as is said, independently of each other', () => {
    const program = { programId: 'p', holdoutPercent: 20, samplePercent: 50 };
    const left = CONTACTS.map((contactId) => leftOut(program, contactId));
    expect(share(left.filter((it) => it === 'holdout').length)).toBeCloseTo(0.2, 1);
    expect(share(left.filter((it) => it === undefined).length)).toBeCloseTo(0.4, 1);
  });
});
