import { Injectable } from '@nestjs/common';
import { Clock, newId, type Transaction, Transactions } from '#messaging';
import { Conflict, InvalidRequest, NotFound } from '#service-kit';
import type { BudgetedProgram } from '../budget/budget-conflicts.rules.js';
import { readPolicy } from '../budget/budget-policy.query.js';
import { type BudgetPolicy, policyProblems } from '../budget/budget-policy.rules.js';
import { BUDGETED_PROGRAMS } from '../budget/budgeted-programs.query.js';
import { SurveyDispatchConfig } from '../config.js';
import { type NewProgram, UNSAID } from '../programs/change-program.action.js';
import { type ProgramProblem, programProblems } from '../programs/program-problems.rules.js';
import { cancelDryRun, findDryRun, insertDryRun } from './dry-runs.query.js';
import { hasRecorded } from './recorded-events.query.js';
import type { GivenProgram } from './tried-program.rules.js';

const DAY_MS = 86_400_000;

/** What somebody wants to try. */
export interface WantedDryRun {
  readonly days: number;
  readonly programId?: string;
  readonly program?: NewProgram;
  readonly policy?: BudgetPolicy;
}

/** Takes orders for dry runs, and takes them back; the job runs them. */
@Injectable()
export class AskDryRun {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  /**
   * Keeps what is to be run, and returns its id.
   * @throws InvalidRequest naming each field that is wrong
   */
  ask({ days, programId, program, policy }: WantedDryRun): Promise<string> {
    const now = this.clock.now();
    const dryRunId = newId(now.getTime());
    const given = program && ({ ...UNSAID, touchpoint: '', ...program } as GivenProgram);
    return this.transactions.run(async (transaction) => {
      const problems = [
        ...(await this.policyProblems(transaction, policy)),
        ...(await this.programProblems(transaction, given, policy)),
        ...(await this.windowProblems(transaction, days, { programId, program: given })),
      ];
      if (programId && given) problems.push({ field: 'programId', reason: 'must be absent where program is given' });
      const told = problems.map(({ field, reason }) => `${field} ${reason}`).join('; ');
      if (problems.length > 0) throw new InvalidRequest(told, problems);
      await insertDryRun(transaction, dryRunId, { days, programId, program: given, policy }, now);
      return dryRunId;
    });
  }

  /**
   * Ends a dry run that is waiting or under way.
   * @throws NotFound, or Conflict where it is over
   */
  async cancel(dryRunId: string): Promise<void> {
    const run = await findDryRun(this.transactions.dataSource, dryRunId);
    if (!run) throw new NotFound(`there is no dry run ${dryRunId}`);
    const now = this.clock.now();
    const isCancelled = await this.transactions.run((transaction) => cancelDryRun(transaction, dryRunId, now));
    if (!isCancelled && run.state !== 'cancelled') throw new Conflict(`dry run ${dryRunId} is over already`);
  }

  private async policyProblems(transaction: Transaction, policy: BudgetPolicy | undefined): Promise<ProgramProblem[]> {
    if (!policy) return [];
    const programs = await transaction.query<BudgetedProgram>(BUDGETED_PROGRAMS);
    return policyProblems(policy, programs).map(({ field, reason }) => ({ field: `policy.${field}`, reason }));
  }

  private async programProblems(
    transaction: Transaction,
    given: GivenProgram | undefined,
    policy: BudgetPolicy | undefined,
  ): Promise<ProgramProblem[]> {
    if (!given) return [];
    const surveys = [given.surveyId, ...given.variants.map(({ surveyId }) => surveyId)];
    const [published, programs] = await Promise.all([
      transaction.query<{ id: string; version: number }>(
        `SELECT survey_id AS id, version FROM surveys WHERE survey_id = ANY ($1::text[]) AND state = 'published'`,
        [surveys],
      ),
      transaction.query<BudgetedProgram>(BUDGETED_PROGRAMS),
    ]);
    const problems = programProblems(given, {
      policy: policy ?? (await readPolicy(this.transactions.dataSource)),
      published: new Map(published.map(({ id, version }) => [id, version])),
      closedChannels: this.config.closedChannels(),
      programs: programs.filter(({ programId }) => programId !== given.programId),
    });
    return problems.map(({ field, reason }) => ({ field: `program.${field}`, reason }));
  }

  /** A program that time fires needs no recorded events. */
  private async windowProblems(
    transaction: Transaction,
    days: number,
    { programId, program }: { programId?: string; program?: GivenProgram },
  ): Promise<ProgramProblem[]> {
    const [stored] = await transaction.query<{ kind: string; state: string }>(
      'SELECT kind, state FROM programs WHERE program_id = $1',
      [programId ?? ''],
    );
    const problems: ProgramProblem[] = [];
    if (programId && !stored) problems.push({ field: 'programId', reason: `there is no program ${programId}` });
    if (stored?.state === 'archived')
      problems.push({ field: 'programId', reason: `program ${programId} is archived and can ask nobody` });
    const kind = program?.kind ?? stored?.kind ?? 'transactional';
    const until = this.clock.now().getTime();
    if (kind === 'transactional' && !(await hasRecorded(transaction, { since: until - days * DAY_MS, until })))
      problems.push({ field: 'days', reason: `no journey event was recorded in the last ${days} days` });
    return problems;
  }
}
