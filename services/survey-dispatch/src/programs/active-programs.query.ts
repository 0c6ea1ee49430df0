import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging';
import type { Survey } from '../surveys/survey.rules.js';
import { type ActiveProgram, byTouchpoint, type ProgramsByTouchpoint } from './active-program.rules.js';

const READ_AGAIN_MS = 1_000;

/** The active programs, read about once a second: they change rarely and every chunk of events needs them. */
@Injectable()
export class ActivePrograms {
  private read: Promise<ProgramsByTouchpoint> | undefined;
  private readAt = 0;

  /**
   * The active programs of each touchpoint, in the order of priority. They are read with the connection that the caller
   * has: callers that each waited for a second one could use up the pool and wait for ever.
   */
  async byTouchpoint(transaction: Transaction): Promise<ProgramsByTouchpoint> {
    // Age of a copy, not domain time: the process' own clock, which nobody sets back.
    const now = performance.now();
    if (!this.read || now - this.readAt > READ_AGAIN_MS) {
      this.readAt = now;
      const read = load(transaction);
      read.catch(() => this.forget());
      this.read = read;
    }
    return this.read;
  }

  /** Reads anew at the next call, as after a change made here. */
  forget(): void {
    this.read = undefined;
  }
}

async function load(transaction: Transaction): Promise<ProgramsByTouchpoint> {
  const rows = await transaction.query<Omit<ActiveProgram, 'survey'> & Survey>(
    `SELECT program_id AS "programId", touchpoint, delay_seconds AS "delaySeconds", expiry_days AS "expiryDays",
         priority, survey_id AS "surveyId", questions
       FROM programs JOIN surveys USING (survey_id) WHERE active`,
  );
  return byTouchpoint(
    rows.map(({ surveyId, questions, ...program }) => ({ ...program, survey: { surveyId, questions } })),
  );
}
