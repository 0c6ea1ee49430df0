import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Harness } from '#testing';
import { type RunningKafka, startKafka } from '../../deploy/local/stack/kafka.js';
import { type RunningPostgres, startPostgres } from '../../deploy/local/stack/postgres.js';
import { projectRoot } from '../../deploy/local/stack/project-root.js';

/** A Postgres and a Kafka that only one spec uses, so that it may kill them. */
export interface OwnStack {
  readonly postgres: RunningPostgres;
  readonly kafka: RunningKafka;
  readonly harness: Harness;
  stop(): Promise<void>;
}

/** Starts a stack of a spec's own, durable as in production. */
export async function startOwnStack(services: readonly string[]): Promise<OwnStack> {
  const folder = join(projectRoot(), '.local', `chaos-${randomBytes(4).toString('hex')}`);
  const [postgres, kafka] = await Promise.all([
    startPostgres({ dataDir: join(folder, 'postgres') }),
    startKafka({ dataDir: join(folder, 'kafka') }),
  ]);
  const harness = await Harness.start(services, { adminUrl: postgres.url, brokers: [kafka.brokers] });
  return {
    postgres,
    kafka,
    harness,
    stop: async () => {
      await harness.stop();
      await Promise.all([postgres.stop(), kafka.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
