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

let last = { time: Number.NaN, text: '' };

/**
 * A moment as RFC 3339 with milliseconds, in UTC. Events come in bursts: most are of the moment before, whose text is kept.
 * @throws RangeError where it is no moment
 */
export function timestamp(moment: Date): string {
  const time = moment.getTime();
  if (time !== last.time) last = { time, text: moment.toISOString() };
  return last.text;
}
