import { once } from 'node:events';
import { connect } from 'node:net';
import { Controller, Get, type OnModuleDestroy } from '@nestjs/common';
import { contracts } from '#contracts';
import { eventually, Harness, journeyEvent, probe } from '#testing';
import type { Job } from '../jobs.js';

/** What happened, in order. */
const story: string[] = [];

/** Work that has begun and ends when the spec says so. */
class Work {
  private readonly gate = Promise.withResolvers<void>();

  constructor(readonly name: string) {}

  async run(): Promise<void> {
    if (story.includes(`${this.name} ended`)) return;
    story.push(`${this.name} began`);
    await this.gate.promise;
    story.push(`${this.name} ended`);
  }

  end(): void {
    this.gate.resolve();
  }
}

const request = new Work('request');
const job = new Work('job');
const event = new Work('event');

@Controller('v1/probe')
class SlowController {
  @Get('slow')
  async slow() {
    await request.run();
    return { done: true };
  }
}

class SlowJob implements Job {
  readonly name = 'slow';
  readonly everyMs = 10;

  async run(): Promise<boolean> {
    await job.run();
    return false;
  }
}

class MailPool implements OnModuleDestroy {
  onModuleDestroy(): void {
    story.push('connections destroyed');
  }
}

let harness: Harness;

beforeAll(async () => {
  harness = await Harness.start(['probe']);
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

describe('a service that stops', () => {
  it('refuses what is new, ends request, job and event, and only then destroys what they need', async () => {
    const service = await harness.run({
      ...probe(() => event.run()),
      controllers: [SlowController],
      jobs: [SlowJob],
      providers: [MailPool],
    });
    await harness.publish(contracts.journeyEventRecorded, journeyEvent('c-1'));
    const answer = harness.call(service, 'GET', '/v1/probe/slow');
    // Browsers connect in advance; a connection without a request must hold nothing up.
    const silent = connect(Number(new URL(service.url).port), '127.0.0.1');
    await once(silent, 'connect');
    await eventually(() => expect([...story].sort()).toEqual(['event began', 'job began', 'request began']));

    const stopped = harness.stopService(service);
    await expect(fetch(`${service.url}/v1/probe/slow`)).rejects.toThrow();
    request.end();
    expect(await answer).toMatchObject({ status: 200, body: { done: true } });
    job.end();
    await eventually(() => expect(story).toContain('job ended'));
    event.end();
    await stopped;
    silent.destroy();
    expect(story.slice(3)).toEqual(['request ended', 'job ended', 'event ended', 'connections destroyed']);
    expect(await harness.database.query('SELECT contact_id FROM probe.effects')).toEqual([{ contact_id: 'c-1' }]);
  }, 30_000);
});
