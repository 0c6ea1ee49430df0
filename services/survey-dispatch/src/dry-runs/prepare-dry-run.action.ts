import { Injectable } from '@nestjs/common';
import { type Transaction, Transactions } from '#messaging';
import { readPolicy } from '../budget/budget-policy.query.js';
import type { BudgetPolicy } from '../budget/budget-policy.rules.js';
import { SurveyDispatchConfig } from '../config.js';
import { type ActiveProgram, inForce } from '../programs/active-program.rules.js';
import { programOf, type StoredProgram, selectPrograms } from '../programs/active-programs.query.js';
import type { LeasedDryRun } from './dry-run-lease.query.js';
import { DryRunUnderWay } from './dry-run-under-way.action.js';
import type { DryRunRequest } from './dry-runs.query.js';
import { countRecorded, findRoaming } from './recorded-events.query.js';
import type { Setting } from './slice-run.action.js';
import { groupsOf, sliceCount } from './slices.rules.js';
import { Tally } from './tally.rules.js';
import { triedProgram } from './tried-program.rules.js';

const DAY_MS = 86_400_000;
/** A program's longest delay: that long before it is due an ask may have been decided. */
const LONGEST_DELAY_DAYS = 30;

/** Reads what a dry run needs to begin, or to go on. */
@Injectable()
export class PrepareDryRun {
  constructor(
    private readonly transactions: Transactions,
    private readonly config: SurveyDispatchConfig,
  ) {}

  /** Opens a run where it was left. */
  async open({ request, askedForAt, progress }: LeasedDryRun): Promise<DryRunUnderWay> {
    const until = askedForAt.getTime();
    const period = { since: until - request.days * DAY_MS, until };
    const policy = progress?.policy ?? request.policy ?? (await readPolicy(this.transactions.dataSource));
    return this.transactions.run(async (transaction) => {
      const programs = progress?.programs ?? (await this.programs(transaction, request));
      const tried = programs.find(({ programId }) => programId === (request.program ?? request).programId);
      const timed = tried && tried.kind !== 'transactional' ? tried : undefined;
      const { programs: fired, relationships, withAudience } = inForce(programs);
      const setting: Setting = {
        circumstances: { programs: fired, relationships, policy, closedChannels: this.config.closedChannels() },
        ...{ withAudience, period, timed },
        earlier: period.since - memoryOf(policy),
        planned: new Tally(progress?.planned),
        recorded: new Tally(progress?.recorded),
      };
      const byAccount = policy.account !== null;
      const all = { since: setting.earlier, until };
      const groups = byAccount ? groupsOf(await findRoaming(transaction, all, timed !== undefined)) : {};
      const of = progress?.of ?? (await this.slices(transaction, setting));
      const { slices = 0, events = 0 } = progress ?? {};
      return new DryRunUnderWay(setting, { byAccount, groups, of }, { slices, events, programs, tried });
    });
  }

  private async slices(transaction: Transaction, { period }: Setting): Promise<number> {
    const { decisions, contacts } = await countRecorded(transaction, period);
    return sliceCount(contacts, decisions);
  }

  /** The programs that decide, with the one that is tried as if it were active. */
  private async programs(transaction: Transaction, { programId, program }: DryRunRequest): Promise<ActiveProgram[]> {
    const condition = `p.state IN ('active', 'paused') OR p.program_id = $1`;
    const stored = await transaction.query<StoredProgram>(selectPrograms(condition), [programId ?? '']);
    const others = stored.map(programOf).filter((it) => it.programId !== program?.programId);
    const known = others.map((it) => (it.programId === programId ? { ...it, state: 'active' as const } : it));
    return program ? [...known, triedProgram(program)] : known;
  }
}

/** How long before the period an ask may have been made that still counts, in milliseconds. */
function memoryOf({ allDays, relationshipDays, touchpointDays, account }: BudgetPolicy): number {
  const days = Math.max(allDays, relationshipDays, touchpointDays, account?.days ?? 0);
  return (days + LONGEST_DELAY_DAYS) * DAY_MS;
}
