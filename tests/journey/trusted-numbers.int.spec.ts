import fc from 'fast-check';
import { contracts, type DataOf } from '#contracts';
import { newId } from '#messaging';
import type { RunningService } from '#service-kit';
import { eventually, Harness } from '#testing';
import { followUp } from '../../services/follow-up/src/app.module.js';
import { responseIntake } from '../../services/response-intake/src/app.module.js';
import { scoring } from '../../services/scoring/src/app.module.js';

type Recorded = DataOf<typeof contracts.responseRecorded>;

let harness: Harness;
let intakes: RunningService[];
let published: () => { data: Recorded }[];

beforeAll(async () => {
  harness = await Harness.start();
  const env = { LINK_SECRET: 'a-link-secret-for-the-specs' };
  intakes = [await harness.run(responseIntake, { env }), await harness.run(responseIntake, { env })];
  await harness.run(scoring);
  await harness.run(followUp);
  published = await harness.published(contracts.responseRecorded);
}, 90_000);
afterAll(() => harness?.stop(), 60_000);

const RESPONSES = 6;
const step = fc.record({
  response: fc.nat(RESPONSES - 1),
  does: fc.constantFrom('answer', 'answer', 'exclude', 'restore'),
  score: fc.nat(10),
  instance: fc.nat(1),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A run's responses: all of one contact, so that what is sent behind them is handled behind them. */
class Run {
  readonly id = newId();
  private readonly responseIds = new Map<number, string>();
  private sent = 0;

  private post(service: RunningService, path: string, body?: unknown) {
    return harness.call(service, 'POST', `/v1/responses${path}`, body);
  }

  private answer(response: number, score: number, service: RunningService) {
    return this.post(service, '', {
      ...{ contactId: this.id, touchpoint: this.id, score, source: 'history', externalId: `${this.id}-${response}` },
      updatedAt: new Date(Date.UTC(2026, 0, 1) + this.sent++ * 1_000).toISOString(),
    });
  }

  /** Gives each response its first answer. */
  async begin(): Promise<void> {
    for (let response = 0; response < RESPONSES; response++) {
      const { body } = await this.answer(response, (response * 7) % 11, intakes[0]!);
      this.responseIds.set(response, body.responseId);
    }
  }

  /** Takes a step; one that makes no sense where the response stands is a conflict and nothing else. */
  async take({ response, does, score, instance }: Step): Promise<void> {
    const service = intakes[instance]!;
    if (does === 'answer') expect((await this.answer(response, score, service)).status).toBe(200);
    else {
      const path = `/${this.responseIds.get(response)}/${does}`;
      const { status } = await this.post(service, path, does === 'exclude' ? { reason: 'a spec' } : undefined);
      expect([200, 409]).toContain(status);
    }
  }

  told(): Recorded[] {
    return published().flatMap(({ data }) => (data.contactId === this.id ? [data] : []));
  }

  /** What the responses say that count: how many of each score. */
  async recount(): Promise<number[]> {
    const rows = await harness.database.query<{ score: number }>(
      `SELECT score FROM response_intake.responses WHERE contact_id = $1 AND state IN ('provisional', 'confirmed')`,
      [this.id],
    );
    const counts = Array<number>(11).fill(0);
    for (const { score } of rows) counts[score]! += 1;
    return counts;
  }

  async counted(): Promise<number[]> {
    const [row] = await harness.database.query<{ counts: number[] }>(
      `SELECT ARRAY[n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10]::int[] AS counts FROM scoring.score_rollups
       WHERE touchpoint = $1`,
      [this.id],
    );
    return row?.counts ?? [];
  }

  /** Responses with an open case that do not count, and detractors that count and have none. */
  wrongCases() {
    return harness.database.query(
      `SELECT responses.score, responses.state, cases.state AS case FROM response_intake.responses
       LEFT JOIN follow_up.cases ON cases.response_id = responses.response_id::text
       WHERE responses.contact_id = $1 AND CASE WHEN responses.state = 'excluded' THEN cases.state = 'open'
         ELSE responses.score <= 6 AND cases.state IS DISTINCT FROM 'open' END`,
      [this.id],
    );
  }

  async isRight(): Promise<void> {
    await eventually(async () => expect(await this.counted()).toEqual(await this.recount()));
    await eventually(async () => expect(await this.wrongCases()).toEqual([]));
  }
}

describe('numbers and cases', () => {
  it('equal what a recount says after any history of answers, exclusions and restores, told again in any order', async () => {
    const histories = fc.tuple(fc.array(step, { minLength: 5, maxLength: 40 }), fc.integer({ min: 1, max: 6 }));
    await fc.assert(
      fc.asyncProperty(histories, fc.gen(), async ([steps, atOnce], generate) => {
        const run = new Run();
        await run.begin();
        for (let i = 0; i < steps.length; i += atOnce) {
          await Promise.all(steps.slice(i, i + atOnce).map((it) => run.take(it)));
        }
        await run.isRight();
        const told = run.told();
        const again = generate(() => fc.shuffledSubarray(told, { minLength: told.length, maxLength: told.length }));
        const last = {
          ...told[0]!,
          responseId: newId(),
          revision: 1,
          touchpoint: `behind ${run.id}`,
          state: 'confirmed',
        };
        await harness.publish(contracts.responseRecorded, ...again, last);
        await eventually(async () => {
          const sql = 'SELECT 1 FROM scoring.scored_responses WHERE response_id = $1';
          expect(await harness.database.query(sql, [last.responseId])).toHaveLength(1);
        });
        await run.isRight();
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 120_000);
});
