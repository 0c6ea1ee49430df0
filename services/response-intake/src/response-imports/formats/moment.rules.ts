import type { DateOrder } from './import-spec.rules.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2}(?: utc)?)?`;
const YEAR_FIRST = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})${TIME}$`, 'i');
const YEAR_LAST = new RegExp(`^(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})${TIME}$`, 'i');
const MONTH_NAMED = new RegExp(`^([a-z]{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})${TIME}$`, 'i');
const DAY_THEN_NAME = new RegExp(`^(\\d{1,2})[ -]([a-z]{3,9})\\.?[ -](\\d{4})${TIME}$`, 'i');

/** A moment, or why a text is none. */
export type ReadMoment = { readonly at: Date } | { readonly reason: string };

const NO_MOMENT: ReadMoment = { reason: 'is not a date in one of the forms that are read' };
const AMBIGUOUS: ReadMoment = { reason: 'may be day first or month first: say dateOrder=dmy or dateOrder=mdy' };

/**
 * Reads a date as survey tools write it: ISO 8601, the same with a blank, seconds or milliseconds since 1970, 31/12/2024 and 31.12.2024
 * (with dots the day is first), 12/31/2024, Dec 31 2024, 31 Dec 2024; each with an optional time. Without an offset it is UTC.
 * @param order which of day and month is first where both orders are possible
 */
export function readMoment(written: string, order?: DateOrder): ReadMoment {
  const text = written.trim();
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return { at: new Date(Math.floor(Number(text)) * 1000) };
  if (/^\d{12,13}$/.test(text)) return { at: new Date(Number(text)) };
  const iso = YEAR_FIRST.exec(text);
  if (iso) return momentOf(iso[1]!, iso[2]!, iso[3]!, iso.slice(4));
  const numbers = YEAR_LAST.exec(text);
  if (numbers) return yearLast(numbers, order);
  const named = MONTH_NAMED.exec(text);
  if (named) return momentOf(named[3]!, monthOf(named[1]!), named[2]!, named.slice(4));
  const dayFirst = DAY_THEN_NAME.exec(text);
  return dayFirst ? momentOf(dayFirst[3]!, monthOf(dayFirst[2]!), dayFirst[1]!, dayFirst.slice(4)) : NO_MOMENT;
}

function yearLast([, first, separator, second, year, ...time]: readonly string[], order?: DateOrder): ReadMoment {
  const isAmbiguous = Number(first) <= 12 && Number(second) <= 12 && first !== second;
  const known = separator === '.' ? 'dmy' : (order ?? (Number(first) > 12 ? 'dmy' : 'mdy'));
  if (isAmbiguous && separator !== '.' && !order) return AMBIGUOUS;
  return known === 'dmy' ? momentOf(year!, second!, first!, time) : momentOf(year!, first!, second!, time);
}

function monthOf(name: string): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

function momentOf(year: string, month: string, day: string, time: readonly (string | undefined)[]): ReadMoment {
  const [hour = '0', minute = '0', second = '0', half, offset] = time;
  if (half && (Number(hour) < 1 || Number(hour) > 12)) return NO_MOMENT;
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hour);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return NO_MOMENT;
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute), Number(second));
  // The 31st of a month that has none would be another day.
  if (new Date(local).getUTCDate() !== Number(day) || new Date(local).getUTCMonth() !== Number(month) - 1)
    return NO_MOMENT;
  return { at: new Date(local - offsetMs(offset)) };
}

function offsetMs(offset: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})/.exec(offset ?? '') ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
