import { ConfigError, loadConfig, type ServiceConfig } from './config.js';
import { loggedError } from './logged-error.js';
import { startService } from './run-service.js';
import type { ServiceDefinition } from './service.js';

const STOP_WITHIN_MS = 25_000;

/**
 * What a service's `main.ts` calls: reads the environment, starts, and stops on SIGTERM or SIGINT within 25 s. One that
 * is told to stop while it starts finishes its start first: what has begun half is then stopped like the rest. The exit
 * code is 0 only when all of it stopped.
 */
export async function runService<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  env: Readonly<Record<string, string | undefined>>,
  stopTelemetry: () => Promise<void>,
): Promise<void> {
  const starting = Promise.resolve().then(() => startService(definition, loadConfig(definition.config, env)));
  const failToStop = (reason: string) => {
    process.stderr.write(`${definition.name} did not stop cleanly: ${reason}\n`);
    process.exit(1);
  };
  const stop = () => {
    setTimeout(() => failToStop(`it took more than ${STOP_WITHIN_MS / 1000} s`), STOP_WITHIN_MS).unref();
    void starting.then(
      (running) =>
        running
          .stop()
          .finally(stopTelemetry)
          .then(
            () => process.exit(0),
            (error) => failToStop(loggedError(error).message),
          ),
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
