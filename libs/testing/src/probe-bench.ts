import { contracts } from '#contracts';
import { type ConsumeTransaction, type IncomingEvent, type PlainRecord, toRecord } from '#messaging';
import type { RunningService } from '#service-kit';
import { Harness, type TestAnswer } from './harness.js';
import { journeyEvent, type probe, probe as probeService } from './probe.js';

type Misbehave = NonNullable<Parameters<typeof probe>[0]>;

/** A running probe with what a spec of messaging asks of it. */
export class ProbeBench {
  /** What the consumer does before its effect; a spec makes it go wrong. */
  misbehave: Misbehave = () => {};

  private constructor(
    readonly harness: Harness,
    readonly topic: string,
  ) {}

  static async start(): Promise<ProbeBench> {
    const bench = new ProbeBench(await Harness.start(['probe']), contracts.journeyEventRecorded.topic);
    const before = (events: readonly IncomingEvent[], transaction: ConsumeTransaction) =>
      bench.misbehave(events as never, transaction as never);
    await bench.harness.run(probeService(before as Misbehave));
    return bench;
  }

  get service(): RunningService {
    return this.harness.services[0]!;
  }

  /** Sends records to the probe's topic. */
  send(...records: PlainRecord[]): Promise<void> {
    return this.harness.send(this.topic, ...records);
  }

  /** The ids of the events that had their effect, in order; `like` is an SQL pattern. */
  async effects(like: string): Promise<string[]> {
    const sql = 'SELECT event_id FROM probe.effects WHERE event_id LIKE $1 ORDER BY seq';
    return (await this.harness.database.query<{ event_id: string }>(sql, [like])).map((row) => row.event_id);
  }

  /** Calls the probe's operations. */
  operate(method: string, path: string, body?: unknown): Promise<TestAnswer> {
    return this.harness.call(this.service, method, `/v1/operations/probe/${path}`, body);
  }

  async parkedKeys(): Promise<{ key: string; waiting: number; lastError: string }[]> {
    return (await this.operate('GET', 'parked-keys')).body;
  }

  async deadLetters(): Promise<{ id: string; reason: string; field: string; key: string }[]> {
    return (await this.operate('GET', 'dead-letters?limit=200')).body.items;
  }
}

/** A journey event as a CRM sends it. */
export function journeyRecord(contactId: string, id: string, touchpoint?: string): PlainRecord {
  return toRecord(contracts.journeyEventRecorded, journeyEvent(contactId, touchpoint), { id });
}
