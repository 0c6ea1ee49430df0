import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import type { Logger } from '#messaging';

/** JSON lines on standard output; addresses, names, comments and secrets are never fields of a log line. */
export function createLogger(
  service: string,
  level: string,
): Logger & { debug(fields: object, message: string): void } {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: ['*.password', '*.authorization', '*.email', '*.comment'],
  });
}

/** Lets NestJS speak through our logger; its chatter while it wires itself up is left out. */
export function nestLogger(logger: Logger): LoggerService {
  return {
    log: () => {},
    warn: (message: unknown) => logger.warn({}, String(message)),
    error: (message: unknown, stack?: unknown) => logger.error({ stack }, String(message)),
  };
}
