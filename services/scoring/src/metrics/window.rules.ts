/** A span of UTC days, YYYY-MM-DD, both ends included. */
export type Window = Readonly<{ from: string; to: string }>;

/** What is wrong with the days that were asked for. */
export type WindowProblem = Readonly<{ field: 'from' | 'to'; reason: string }>;

const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_DAYS = 90;
/** Three years, one of them a leap year. */
const MOST_DAYS = 3 * 365 + 1;

/** The window that is asked for: 90 days up to today where nothing else is said, three years at most. */
export function windowOf(asked: Partial<Window>, today: string): Window | WindowProblem {
  for (const field of ['from', 'to'] as const) {
    const day = asked[field];
    if (day !== undefined && !isDay(day)) return { field, reason: 'must be a date, YYYY-MM-DD' };
  }
  const to = asked.to ?? today;
  const from = asked.from ?? addDays(to, 1 - DEFAULT_DAYS);
  if (from > to) return { field: 'from', reason: `must not be after ${asked.to === undefined ? 'today' : 'to'}` };
  if (daysOf({ from, to }) > MOST_DAYS) return { field: 'from', reason: 'must be within three years before to' };
  return { from, to };
}

/** The window of the same length that ends the day before a window begins. */
export function windowBefore(window: Window): Window {
  return { from: addDays(window.from, -daysOf(window)), to: addDays(window.from, -1) };
}

function daysOf({ from, to }: Window): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Years before 1000 would leave the four digits when a window is set before them. */
function isDay(text: string): boolean {
  const time = /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
