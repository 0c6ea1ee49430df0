import { ConfigError, loadConfig, type ServiceConfig } from './config.js';
import { startService } from './run-service.js';
import type { ServiceDefinition } from './service.js';

const STOP_WITHIN_MS = 25_000;

/**
 * What a service's `main.ts` calls: reads the environment, starts, and stops on SIGTERM or SIGINT within 25 s. One that
 * is told to stop while it starts finishes its start first: what has begun half is then stopped like the rest.
 */
export async function runService<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  env: Readonly<Record<string, string | undefined>>,
  stopTelemetry: () => Promise<void>,
): Promise<void> {
  const starting = Promise.resolve().then(() => startService(definition, loadConfig(definition.config, env)));
  const stop = () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void starting.then(
      (running) =>
        running
          .stop()
          .then(stopTelemetry)
          .finally(() => process.exit(0)),
      () => {},
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  try {
    await starting;
  } catch (error) {
    process.stderr.write(
      `${definition.name} cannot start: ${error instanceof ConfigError ? error.message : String(error)}\n`,
    );
    process.exit(1);
  }
}
