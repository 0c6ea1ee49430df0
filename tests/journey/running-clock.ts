import { Clock } from '#messaging';

/** A clock that goes on by itself, and that a test can put forward. */
export class RunningClock extends Clock {
  private ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  /** Puts it forward, in milliseconds. */
  pass(milliseconds: number): void {
    this.ahead += milliseconds;
  }
}
