import { Injectable } from '@nestjs/common';
import { Clock, newId, sqlStateOf, type Transaction, Transactions } from '#messaging';
import { ResponseIntakeConfig } from '../config.js';
import { KnownSurveys } from '../surveys/known-surveys.query.js';
import { announceResponse } from './announce-response.action.js';
import { type Outcome, planGroup, type Submission } from './group.rules.js';
import { namePeople } from './name-people.query.js';
import type { Circumstances } from './response.rules.js';
import { readKnown, writePlan } from './response-group.query.js';

/** How often a group is tried when another instance was faster with one of its keys. */
const RACES = 5;

/** Writes groups of answers: all that one comes to, with its events, in one transaction. */
@Injectable()
export class WriteAnswers {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
    private readonly surveys: KnownSurveys,
  ) {}

  /** Runs work in a transaction, and once more where another instance was faster with what it writes. */
  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.transactions.run(work);
      } catch (error) {
        if (attempt === RACES || !lostRace(error)) throw error;
      }
    }
  }

  /** Decides and writes a group of answers; an outcome for each, in order. */
  async write(transaction: Transaction, group: readonly Submission[]): Promise<Outcome[]> {
    const circumstances = this.circumstances();
    const named = await namePeople(transaction, group);
    const plan = planGroup(named, await readKnown(transaction, named, this.surveys, circumstances.now), circumstances);
    writePlan(transaction, plan, circumstances.now);
    for (const { state, invitation, traceparent } of plan.revisions) {
      announceResponse(transaction, state, invitation, traceparent);
    }
    return plan.outcomes;
  }

  private circumstances(): Circumstances {
    const now = this.clock.now();
    const { editWindowMs, fastestAnswerSeconds } = this.config;
    return { now, editWindowMs, fastestAnswerSeconds, newId: () => newId(now.getTime()) };
  }
}

/** Postgres: unique violation, serialization failure, deadlock. Read again, the group meets what the other one wrote. */
function lostRace(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === '23505' || state === '40001' || state === '40P01';
}
