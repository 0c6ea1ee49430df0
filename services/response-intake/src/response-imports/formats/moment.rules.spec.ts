import { readMoment } from './moment.rules.js';

describe('a date', () => {
  it.each([
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2024-05-01 10:22:33', '2024-05-01T10:22:33.000Z'],
    ['2024-05-01 10:22:33 UTC', '2024-05-01T10:22:33.000Z'],
    ['2024-05-01 10:22:33 +0200', '2024-05-01T08:22:33.000Z'],
    ['2024-05-01T10:22:33.123-05:00', '2024-05-01T15:22:33.000Z'],
    ['1713418460', '2024-04-18T05:34:20.000Z'],
    ['1713418460123', '2024-04-18T05:34:20.123Z'],
    ['25/12/2023 11:05', '2023-12-25T11:05:00.000Z'],
    ['12/25/2023 11:05:06 PM', '2023-12-25T23:05:06.000Z'],
    ['12/25/2023 12:05 AM', '2023-12-25T00:05:00.000Z'],
    ['03.04.2024', '2024-04-03T00:00:00.000Z'],
    ['04/04/2024', '2024-04-04T00:00:00.000Z'],
    ['Mar 5, 2024 9:07 pm', '2024-03-05T21:07:00.000Z'],
    ['March 5th, 2024', '2024-03-05T00:00:00.000Z'],
    ['5 Mar 2024 21:07', '2024-03-05T21:07:00.000Z'],
  ])('%s is %s', (text, moment) => {
    const read = readMoment(text);
    expect('at' in read && read.at.toISOString()).toBe(moment);
  });

  it.each([
    ['dmy', '2024-04-03T00:00:00.000Z'],
    ['mdy', '2024-03-04T00:00:00.000Z'],
  ] as const)('03/04/2024 is read by the order %s alone', (order, moment) => {
    expect(readMoment('03/04/2024')).toEqual({ reason: expect.stringContaining('dateOrder') });
    expect(readMoment('03/04/2024', order)).toEqual({ at: new Date(moment) });
  });

  it.each([
    '',
    'yesterday',
    '2024-02-30',
    '31/04/2024',
    '13/13/2024',
    '2024-05-01 25:00',
    '05:00',
    '12/25/2023 13:05 PM',
  ])('%j is none', (text) => {
    expect(readMoment(text)).toEqual({ reason: 'is not a date in one of the forms that are read' });
  });

  it('whose month cannot be where the order says so is none', () => {
    expect(readMoment('12/25/2023', 'dmy')).toEqual({ reason: expect.any(String) });
  });
});
