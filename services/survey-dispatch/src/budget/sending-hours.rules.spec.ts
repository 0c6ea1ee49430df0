import { nextSendingTime } from './sending-hours.rules.js';

const OFFICE = { from: '09:00', to: '17:00', weekdays: [1, 2, 3, 4, 5] };

describe('nextSendingTime', () => {
  it.each([
    ['within the hours', 'Europe/Berlin', '2026-06-30T08:00:00Z', '2026-06-30T08:00:00Z'],
    ['the first minute', 'Europe/Berlin', '2026-06-30T07:00:00Z', '2026-06-30T07:00:00Z'],
    ['the minute after the last', 'Europe/Berlin', '2026-06-30T15:00:00Z', '2026-07-01T07:00:00Z'],
    ['early in the morning', 'Europe/Berlin', '2026-06-30T01:30:15Z', '2026-06-30T07:00:00Z'],
    ['Friday evening', 'America/Sao_Paulo', '2026-07-03T22:00:00Z', '2026-07-06T12:00:00Z'],
    ['the night in which clocks go forward', 'Europe/Berlin', '2026-03-27T20:00:00Z', '2026-03-30T07:00:00Z'],
    ['the night in which clocks go back', 'Europe/Berlin', '2026-10-23T20:00:00Z', '2026-10-26T08:00:00Z'],
    ['a zone of half an hour', 'Asia/Kolkata', '2026-06-30T02:00:00Z', '2026-06-30T03:30:00Z'],
    ['a zone that nobody knows', 'Mars/Olympus', '2026-06-30T05:00:00Z', '2026-06-30T09:00:00Z'],
  ])('after %s in %s at %s is %s', (_, zone, time, expected) => {
    expect(nextSendingTime(OFFICE, zone, Date.parse(time))).toBe(Date.parse(expected));
  });

  it('is at once where no hours are set', () => {
    expect(nextSendingTime(null, 'UTC', 17)).toBe(17);
  });
});
