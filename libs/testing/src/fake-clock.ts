import { Clock } from '#messaging';

/** A clock that stands still until a test moves it. */
export class FakeClock extends Clock {
  constructor(private time = new Date()) {
    super();
  }

  now(): Date {
    return new Date(this.time);
  }

  /** Moves time on (or back), in milliseconds. */
  advance(milliseconds: number): void {
    this.time = new Date(this.time.getTime() + milliseconds);
  }
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
