const DAY_MS = 24 * 60 * 60 * 1000;
const SATURDAY = 6;
const SUNDAY = 0;

function isWeekend(moment: Date): boolean {
  return moment.getUTCDay() === SATURDAY || moment.getUTCDay() === SUNDAY;
}

function nextMidnight(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS + DAY_MS);
}

/**
 * The same time of day, so many business days later (Monday to Friday, UTC). What comes in at the weekend counts as
 * come in on Monday at 00:00. The result is never at a weekend.
 */
export function addBusinessDays(from: Date, days: number): Date {
  let moment = from;
  while (isWeekend(moment)) moment = nextMidnight(moment);
  for (let left = days; left > 0; left--) {
    do moment = new Date(moment.getTime() + DAY_MS);
    while (isWeekend(moment));
  }
  return moment;
}
