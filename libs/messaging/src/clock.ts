/** Tells the time. A test's clock runs months in milliseconds. */
export abstract class Clock {
  abstract now(): Date;
}

/** The machine's clock. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** Moments whose texts are kept, by what is left of them when they are divided by how many there are. */
const KEPT = 1024;
const times = new Float64Array(KEPT).fill(Number.NaN);
const texts = new Array<string>(KEPT).fill('');

/**
 * A moment as RFC 3339 with milliseconds, in UTC. Events come in bursts: most are of a moment that was just written, whose text
 * is kept.
 * @throws RangeError where it is no moment
 */
export function timestamp(moment: Date): string {
  const time = moment.getTime();
  // Times of day that are a whole number of minutes, as due dates are, must not all meet in one place.
  const place = (((time / 1000) ^ time) & (KEPT - 1)) >>> 0;
  if (times[place] !== time) {
    texts[place] = moment.toISOString();
    times[place] = time;
  }
  return texts[place]!;
}
