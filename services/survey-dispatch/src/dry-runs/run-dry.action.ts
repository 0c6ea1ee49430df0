import { Injectable } from '@nestjs/common';
import { Clock, newId, type Transaction, Transactions } from '#messaging';
import { InvalidRequest } from '#service-kit';
import { readPolicy } from '../budget/budget-policy.query.js';
import { policyProblems } from '../budget/budget-policy.rules.js';
import { inForce } from '../programs/active-program.rules.js';
import { programOf, type StoredProgram, selectPrograms } from '../programs/active-programs.query.js';
import { type RecordedEvent, replayContact, type Tally } from './dry-run.rules.js';
import { type DryRunReport, type DryRunRequest, finishDryRun, insertDryRun, leaseDryRun } from './dry-runs.query.js';
import { readRecorded } from './recorded-events.query.js';

const DAY_MS = 86_400_000;
const LEASE_MS = 600_000;

/** Replays recorded events against programs and a policy that need not be in force, and writes nothing but the report. */
@Injectable()
export class RunDry {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps what is to be run; the job runs it.
   * @throws InvalidRequest where there is no such program, or the policy contradicts itself
   */
  async ask(request: DryRunRequest): Promise<string> {
    const dryRunId = newId(this.clock.now().getTime());
    const problems = request.policy
      ? policyProblems(request.policy, []).map(({ field, reason }) => ({ field: `policy.${field}`, reason }))
      : [];
    await this.transactions.run(async (transaction) => {
      const { programId } = request;
      const known = await transaction.query('SELECT 1 FROM programs WHERE program_id = $1', [programId ?? '']);
      if (programId && known.length === 0)
        problems.push({ field: 'programId', reason: `there is no program ${programId}` });
      if (problems.length > 0)
        throw new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
      await insertDryRun(transaction, dryRunId, request, this.clock.now());
    });
    return dryRunId;
  }

  /** Runs one that nobody runs; false when there is none. */
  async next(): Promise<boolean> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    const due = await this.transactions.run((transaction) => leaseDryRun(transaction, now, until));
    if (!due) return false;
    await this.transactions.run(async (transaction) => {
      const report = await this.replay(transaction, due.request, due.askedForAt.getTime());
      await finishDryRun(transaction, due.dryRunId, report, this.clock.now());
    });
    return true;
  }

  private async replay(transaction: Transaction, request: DryRunRequest, now: number): Promise<DryRunReport> {
    const stored = await transaction.query<StoredProgram>(selectPrograms(`p.state = 'active' OR p.program_id = $1`), [
      request.programId ?? '',
    ]);
    const { withAudience, ...programs } = inForce(stored.map((it) => ({ ...programOf(it), state: 'active' as const })));
    const policy = request.policy ?? (await readPolicy(this.transactions.dataSource));
    const since = now - request.days * DAY_MS;
    const before = since - Math.max(policy.allDays, policy.relationshipDays, policy.touchpointDays) * DAY_MS;
    const tally: Tally = new Map();
    const circumstances = { ...programs, policy };
    let events = 0;
    let ofContact: RecordedEvent[] = [];
    for await (const recorded of readRecorded(transaction, { before, since, withAudience })) {
      if (recorded.event.data.contactId !== ofContact[0]?.event.data.contactId) {
        replayContact(ofContact, circumstances, tally);
        ofContact = [];
      }
      ofContact.push(recorded);
      if (!recorded.wasAsked) events++;
    }
    replayContact(ofContact, circumstances, tally);
    const counts = [...tally].map(([key, count]) => {
      const [day, outcome, reason] = key.split(' ') as [string, string, string];
      return { day, outcome, reason, count };
    });
    counts.sort((a, b) => (a.day + a.outcome + a.reason < b.day + b.outcome + b.reason ? -1 : 1));
    return { events, counts };
  }
}
