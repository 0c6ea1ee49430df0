import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, Transactions } from '#messaging';
import { Conflict, InvalidRequest, NotFound } from '#service-kit';
import { readPolicy } from '../budget/budget-policy.query.js';
import { ActivePrograms } from './active-programs.query.js';
import { holdInvitations, releaseInvitations } from './held-invitations.query.js';
import { Program } from './program.entity.js';
import {
  moveProblem,
  ownTouchpoint,
  type ProgramDefinition,
  type ProgramState,
  programProblems,
} from './program.rules.js';

/** What an operator says of a new program. */
export type NewProgram = Pick<Program, 'programId' | 'name' | 'kind' | 'surveyId'> & Partial<Program>;

/** What may be changed of a program; what is absent stays. */
export type ProgramChange = Partial<ProgramDefinition> & Partial<Pick<Program, 'name' | 'expiryDays' | 'priority'>>;

const UNSAID = {
  variants: [],
  audience: [],
  channels: ['email'],
  samplePercent: 100,
  holdoutPercent: 0,
  delaySeconds: 0,
  deferDays: 7,
  expiryDays: 30,
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
    const program = { ...UNSAID, ...said, state: 'draft' as const, touchpoint };
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
    await this.check({ ...program, ...change });
    await this.programs.update({ programId }, change as Partial<Program>);
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
    await this.transactions.run(async (transaction) => {
      const moved = await transaction.query(
        `UPDATE programs SET state = $2, walked_until = CASE WHEN $2 = 'active' THEN $4::timestamptz ELSE walked_until END
         WHERE program_id = $1 AND state = $3 RETURNING program_id`,
        [programId, to, program.state, now.toISOString()],
      );
      if (moved.length === 0) throw new Conflict(`program ${programId} was changed by somebody else meanwhile`);
      if (to === 'active') await releaseInvitations(transaction, programId, now);
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
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT survey_id AS id FROM surveys WHERE survey_id = ANY ($1::text[]) AND state = 'published'`,
      [surveys],
    );
    const policy = await readPolicy(this.dataSource);
    const problems = programProblems(program, policy, new Set(rows.map(({ id }) => id)));
    const told = problems.map(({ field, reason }) => `${field} ${reason}`).join('; ');
    if (problems.length > 0) throw new InvalidRequest(told, problems);
  }
}
