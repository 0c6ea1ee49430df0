import type { SendingHours } from './budget-policy.rules.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** Offsets of zones change on quarters of an hour only. */
const QUARTER_MS = 15 * MINUTE_MS;
const MAX_STEPS = 30;

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, { quarter: number; offset: number }>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', { ...parts, hourCycle: 'h23', timeZone: zone });
    formats.set(zone, format);
  }
  return format;
}

/** What a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(zone: string, time: number): number {
  const quarter = Math.floor(time / QUARTER_MS);
  const known = offsets.get(zone);
  if (known?.quarter === quarter) return known.offset;
  const part = Object.fromEntries(
    formatOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const local = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute);
  const offset = local - Math.floor(time / MINUTE_MS) * MINUTE_MS;
  offsets.set(zone, { quarter, offset });
  return offset;
}

const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/**
 * The first moment from `time` on (epoch milliseconds) at which mail may go out to somebody in a zone. It never is earlier
 * than `time`; a zone that is not known counts as UTC.
 */
export function nextSendingTime(hours: SendingHours | null, zone: string, time: number): number {
  if (!hours) return time;
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);
  let at = time;
  // Two steps per day of a week, and those of days on which clocks change.
  for (let step = 0; step < MAX_STEPS; step++) {
    const local = Math.floor((at + offsetOrNone(zone, at)) / MINUTE_MS);
    const minute = local % DAY_MINUTES;
    // 1970-01-01 was a Thursday, ISO weekday 4.
    const weekday = ((Math.floor(local / DAY_MINUTES) + 3) % 7) + 1;
    const open = hours.weekdays.includes(weekday);
    if (open && minute >= from && minute < to) return at;
    // To the opening of this day, or else to the next midnight.
    const wait = open && minute < from ? from - minute : DAY_MINUTES - minute;
    at = (Math.floor(at / MINUTE_MS) + wait) * MINUTE_MS;
  }
  return at;
}

function offsetOrNone(zone: string, time: number): number {
  try {
    return offsetAt(zone, time);
  } catch {
    return 0;
  }
}
