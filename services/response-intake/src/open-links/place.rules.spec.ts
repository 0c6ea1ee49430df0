import { placeOf, standingOf, windowOf } from './place.rules.js';

const about = { linkId: 'l', day: '2026-03-01', secret: 'a-secret-for-the-specs' };
const from = { address: '203.0.113.9', userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0.0.0' };
const place = placeOf(from, about);

describe('a place', () => {
  it.each([
    [{ ...from, userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/132.1.0.0' }, 'a newer version of the browser'],
    [{ ...from, address: '::ffff:203.0.113.9' }, 'the address in another form'],
  ])('is the same with %j: %s', (other) => {
    expect(placeOf(other, about)).toBe(place);
  });

  it.each([
    [{ ...from, address: '203.0.113.8' }, about],
    [{ ...from, userAgent: 'Firefox' }, about],
    [from, { ...about, linkId: 'm' }],
    [from, { ...about, day: '2026-03-02' }],
    [from, { ...about, secret: 'another-secret-for-the-specs' }],
  ])('is another with %j and %j', (other, otherwise) => {
    expect(placeOf(other, otherwise)).not.toBe(place);
  });

  it('is a whole /64 of IPv6, however it is written', () => {
    const of = (address: string) => placeOf({ ...from, address }, about);
    expect(of('2001:db8::1')).toBe(of('2001:0DB8:0:0:1:2:3:4'));
    expect(of('2001:db8:0:1::1')).not.toBe(of('2001:db8::1'));
    expect(of('fe80::1%eth0')).toBe(of('fe80::2'));
  });

  it('shows nothing of the address', () => {
    expect(place).toMatch(/^[\w-]{22}$/);
  });
});

describe('an answer from a place', () => {
  const limits = { windowMs: 600_000, counted: 5, taken: 20 };
  it.each([
    [1, 0, '2026-03-01T12:00:00Z', 'counts'],
    [5, 0, '2026-03-01T12:09:59Z', 'counts'],
    [6, 0, '2026-03-01T12:00:00Z', 'set aside'],
    [1, 5, '2026-03-01T12:00:00Z', 'set aside'],
    [1, 5, '2026-03-01T12:05:00Z', 'counts'],
    [20, 0, '2026-03-01T12:00:00Z', 'set aside'],
    [21, 0, '2026-03-01T12:00:00Z', 'refused'],
  ])('that is the %d. of its window, after %d in the one before, at %s %s', (present, before, now, standing) => {
    expect(standingOf({ present, before }, limits, new Date(now))).toBe(standing);
  });

  it('belongs to the window that its moment is in', () => {
    expect(windowOf(new Date('2026-03-01T12:09:59.999Z'), 600_000)).toEqual(new Date('2026-03-01T12:00:00Z'));
  });
});
