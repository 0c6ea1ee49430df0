import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, Transactions } from '#messaging';
import { Conflict, InvalidRequest, NotFound } from '#service-kit';
import { readPolicy } from '../budget/budget-policy.query.js';
import { BUDGETED_PROGRAMS } from '../budget/budgeted-programs.query.js';
import { SurveyDispatchConfig } from '../config.js';
import type { ReminderPlan } from '../reminders/reminder.rules.js';
import { ActivePrograms } from './active-programs.query.js';
import type { Channel } from './channel.rules.js';
import { holdInvitations } from './held-invitations.query.js';
import { Program } from './program.entity.js';
import { moveProblem, ownTouchpoint, type ProgramDefinition, type ProgramState } from './program.rules.js';
import { programProblems } from './program-problems.rules.js';
import { releaseInvitations } from './release-invitations.action.js';

/** What an operator says of a new program. */
export type NewProgram = Pick<Program, 'programId' | 'name' | 'kind' | 'surveyId'> & Partial<Program>;

/** What may be changed of a program; what is absent stays. */
export type ProgramChange = Partial<ProgramDefinition> & Partial<Pick<Program, 'name' | 'priority'>>;

/** What holds of a program where its operator says nothing. */
export const UNSAID = {
  surveyVersion: null,
  variants: [],
  audience: [],
  channels: ['email'] as Channel[],
  samplePercent: 100,
  holdoutPercent: 0,
  delaySeconds: 0,
  deferDays: 7,
  expiryDays: 30,
  reminders: [],
  priority: 100,
  cadenceDays: null,
  daysBefore: [],
};

/** Makes and changes programs; other instances follow within about a second. */
@Injectable()
export class ChangeProgram {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly activePrograms: ActivePrograms,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  /**
   * Makes a draft.
   * @throws Conflict where the id is taken
   * @throws InvalidRequest naming each field that is wrong
   */
  async create(said: NewProgram): Promise<Program> {
    if (await this.programs.existsBy({ programId: said.programId }))
      throw new Conflict(`there is a program ${said.programId} already`);
    const touchpoint = said.kind === 'transactional' ? (said.touchpoint ?? '') : ownTouchpoint(said.programId);
    const { reminders = [], channels = UNSAID.channels } = said;
    const named = { channels, reminders: withChannels(reminders, channels) };
    const program = { ...UNSAID, ...said, ...named, state: 'draft' as const, touchpoint };
    await this.check({ ...program, touchpoint: said.touchpoint ?? '' });
    await this.programs.insert(program);
    return this.find(said.programId);
  }

  /**
   * Changes what a program says.
   * @throws NotFound, Conflict where it is archived, or InvalidRequest naming each field that is wrong
   */
  async change(programId: string, change: ProgramChange): Promise<Program> {
    const program = await this.find(programId);
    if (program.state === 'archived') throw new Conflict(`program ${programId} is archived and cannot be changed`);
    if (Object.keys(change).length === 0) return program;
    const { reminders } = change;
    const named = reminders && { reminders: withChannels(reminders, change.channels ?? program.channels) };
    await this.check({ ...program, ...change, ...named });
    await this.programs.update({ programId }, { ...change, ...named } as Partial<Program>);
    this.activePrograms.forget();
    return this.find(programId);
  }

  /**
   * Activates, pauses or archives a program. What it has scheduled waits while it is not active.
   * @throws NotFound, Conflict where it cannot come there, or InvalidRequest where it could never ask anybody
   */
  async move(programId: string, to: ProgramState): Promise<Program> {
    const program = await this.find(programId);
    const problem = moveProblem(program.state, to);
    if (problem) throw new Conflict(problem);
    if (program.state === to) return program;
    if (to === 'active') await this.check(program);
    const now = this.clock.now();
    const policy = await readPolicy(this.dataSource);
    await this.transactions.run(async (transaction) => {
      const moved = await transaction.query(
        `UPDATE programs SET state = $2, walked_until = CASE WHEN $2 = 'active' THEN $4::timestamptz ELSE walked_until END
         WHERE program_id = $1 AND state = $3 RETURNING program_id`,
        [programId, to, program.state, now.toISOString()],
      );
      if (moved.length === 0) throw new Conflict(`program ${programId} was changed by somebody else meanwhile`);
      if (to === 'active') await releaseInvitations(transaction, programId, { policy, now });
      else await holdInvitations(transaction, programId);
    });
    this.activePrograms.forget();
    return this.find(programId);
  }

  private get programs() {
    return this.dataSource.getRepository(Program);
  }

  private async find(programId: string): Promise<Program> {
    const program = await this.programs.findOneBy({ programId });
    if (!program) throw new NotFound(`there is no program ${programId}`);
    return program;
  }

  private async check(program: ProgramDefinition): Promise<void> {
    const surveys = [program.surveyId, ...program.variants.map(({ surveyId }) => surveyId)];
    const rows: { id: string; version: number }[] = await this.dataSource.query(
      `SELECT survey_id AS id, version FROM surveys WHERE survey_id = ANY ($1::text[]) AND state = 'published'`,
      [surveys],
    );
    const problems = programProblems(program, {
      policy: await readPolicy(this.dataSource),
      published: new Map(rows.map(({ id, version }) => [id, version])),
      closedChannels: this.config.closedChannels(),
      programs: await this.dataSource.query(BUDGETED_PROGRAMS),
    });
    const told = problems.map(({ field, reason }) => `${field} ${reason}`).join('; ');
    if (problems.length > 0) throw new InvalidRequest(told, problems);
  }
}

/** A reminder goes over the program's first channel unless it names another. */
function withChannels(reminders: readonly ReminderPlan[], channels: readonly Channel[]): ReminderPlan[] {
  return reminders.map(({ afterHours, channel }) => ({ afterHours, channel: channel ?? channels[0] }));
}
