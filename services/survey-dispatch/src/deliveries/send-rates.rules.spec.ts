import { domainOf, mayGo, placesAt, readLimits } from './send-rates.rules.js';

const NOW = 1_800_000_000_000;

describe('placesAt', () => {
  it.each([
    ['a second of a fresh limit', 600, 0, 10],
    ['a limit that is used up', 600, 1_000, 0],
    ['half of it', 600, 500, 5],
    ['a slow limit, one at a time', 6, 0, 1],
    ['a slow limit that was just used', 6, 10_000, 0],
  ])('gives %s', (_, perMinute, ahead, places) => {
    expect(placesAt(NOW, NOW + ahead, perMinute)).toBe(places);
  });

  it('saves up no more than a second, however long nothing went out', () => {
    expect(placesAt(NOW, 0, 600)).toBe(10);
  });
});

describe('mayGo', () => {
  it('lets go what has its place within a second', () => {
    expect([mayGo(NOW - 5, NOW), mayGo(NOW + 999, NOW), mayGo(NOW + 1_000, NOW)]).toEqual([true, true, false]);
  });
});

describe('limits of domains', () => {
  it('are found whatever the case', () => {
    expect(readLimits(['Gmail.com=600', 'acme.example=0']).get(domainOf('"a@b"@GMAIL.com'))).toBe(600);
  });
});
