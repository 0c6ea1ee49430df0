import { obstacleToReminder, problemsOfReminders } from './reminder.rules.js';

describe('problemsOfReminders', () => {
  const fieldsOf = (hours: number[], expiryDays = 30) =>
    problemsOfReminders(
      hours.map((afterHours) => ({ afterHours })),
      expiryDays,
    ).map(({ field }) => field);

  it.each([[[]], [[72]], [[24, 48, 72, 96, 120]]])('accepts %j', (hours) => {
    expect(fieldsOf(hours)).toEqual([]);
  });

  it.each<[string, number[], string]>([
    ['a sixth one', [1, 2, 3, 4, 5, 6], 'reminders'],
    ['one with the first mail', [0], 'reminders.0.afterHours'],
    ['one without a time', [Number.NaN], 'reminders.0.afterHours'],
    ['one before its predecessor', [48, 24], 'reminders.1.afterHours'],
    ['one after the end', [24, 721], 'reminders.1.afterHours'],
  ])('names %s', (_, hours, field) => {
    expect(fieldsOf(hours)).toEqual([field]);
  });
});

describe('obstacleToReminder', () => {
  it.each(['sent', 'delivered', 'opened'] as const)('is none while an invitation is %s', (state) => {
    expect(obstacleToReminder(state)).toBeUndefined();
  });

  it.each(['answered', 'expired', 'bounced', 'complained', 'cancelled', 'unknown'] as const)(
    'keeps a reminder from who has an invitation that is %s',
    (state) => {
      expect(obstacleToReminder(state)).toBe(`the invitation is ${state}`);
    },
  );
});
