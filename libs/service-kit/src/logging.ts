import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, pino } from 'pino';
import type { Logger } from '#messaging';
import { loggedError } from './logged-error.js';

/**
 * JSON lines on standard output, or where `destination` says. Of an error under `err` only what `loggedError` keeps is
 * written; fields one level down whose names are those of secrets or personal data are blanked. The rest is written as
 * it is given: a caller logs ids and positions, never what a contact wrote or how one is reached.
 */
export function createLogger(
  service: string,
  level: string,
  destination: DestinationStream = pino.destination(1),
): Logger & { debug(fields: object, message: string): void } {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: loggedError },
      redact: ['*.password', '*.authorization', '*.email', '*.comment'],
    },
    destination,
  );
}

/** Lets NestJS speak through our logger; its chatter while it wires itself up is left out. */
export function nestLogger(logger: Logger): LoggerService {
  return {
    log: () => {},
    warn: (message: unknown) => logger.warn({}, String(message)),
    error: (message: unknown, stack?: unknown) => logger.error({ stack }, String(message)),
  };
}
