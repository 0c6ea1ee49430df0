import type { SendingHours } from './budget-policy.rules.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const MAX_STEPS = 30;

const DAY_MS = 24 * 60 * MINUTE_MS;
const QUARTER_MS = 15 * MINUTE_MS;
/** Days that are kept for each zone; a replay goes through many of them again and again. */
const KEPT_DAYS = 1_000;
/** More than there are, but for those that somebody made up. */
const KEPT_ZONES = 1_000;

const formats = new Map<string, Intl.DateTimeFormat>();
/** By zone and day since 1970: what clocks are ahead of UTC all day, or at each quarter of an hour where they change on it. */
const offsets = new Map<string, Map<number, number | Map<number, number>>>();

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
  const day = Math.floor(time / DAY_MS);
  let ofZone = offsets.get(zone);
  if (!ofZone || ofZone.size > KEPT_DAYS) {
    ofZone = new Map();
    offsets.set(zone, ofZone);
  }
  const ofDay = ofZone.get(day);
  if (typeof ofDay === 'number') return ofDay;
  if (ofDay) return ofQuarter(ofDay, zone, time);
  const first = readOffset(zone, day * DAY_MS);
  const isSame = first === readOffset(zone, (day + 1) * DAY_MS);
  ofZone.set(day, isSame ? first : new Map());
  return isSame ? first : readOffset(zone, time);
}

/** Clocks change on quarters of an hour only. */
function ofQuarter(known: Map<number, number>, zone: string, time: number): number {
  const quarter = Math.floor(time / QUARTER_MS);
  const offset = known.get(quarter) ?? readOffset(zone, time);
  known.set(quarter, offset);
  return offset;
}

function readOffset(zone: string, time: number): number {
  const part = Object.fromEntries(
    formatOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const local = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute);
  return local - Math.floor(time / MINUTE_MS) * MINUTE_MS;
}

/** By zone, what was found out last: those who are decided about together are asked from one moment on. */
const found = new Map<string, { readonly hours: SendingHours; readonly time: number; readonly at: number }>();

const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/**
 * The first moment from `time` on (epoch milliseconds) at which mail may go out to somebody in a zone. It never is earlier
 * than `time`; a zone that is not known counts as UTC.
 */
export function nextSendingTime(hours: SendingHours | null, zone: string, time: number): number {
  if (!hours) return time;
  const last = found.get(zone);
  if (last && last.time === time && last.hours === hours) return last.at;
  const at = findSendingTime(hours, zone, time);
  if (found.size >= KEPT_ZONES) found.clear();
  found.set(zone, { hours, time, at });
  return at;
}

function findSendingTime(hours: SendingHours, zone: string, time: number): number {
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
