/**
 * An event that can never be processed as it is. It becomes a dead letter at once; `field` names the header or field.
 */
export class UnprocessableEvent extends Error {
  constructor(
    reason: string,
    readonly field?: string,
  ) {
    super(reason);
  }
}

/** A dependency is away for now: the work is tried again without end. Clients of the outside world may throw it. */
export class TemporaryFailure extends Error {}

/**
 * Postgres: connection, rollback (deadlock, serialization), resources, operator intervention, system. Not what a chunk
 * may cause by itself: a statement that takes too long (57014), too many parameters (08P01).
 */
const TEMPORARY_SQL_STATE = /^(?!57014|08P01)(08|40|53|57|58)|^(55P03|25006)$/;
const TEMPORARY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const TEMPORARY_MESSAGE =
  /connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|client was closed|after calling end on the pool|driver not connected|query runner already released|query read timeout/i;

/** Postgres's code for what went wrong, such as 23505, wherever the driver put it. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: unknown };
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  return driverError === undefined || driverError === error ? undefined : sqlStateOf(driverError);
}

/** Whether an error is a dependency's, not the event's: nothing is wrong with the work, only with the moment. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof TemporaryFailure) return true;
  if (!(error instanceof Error) || error instanceof UnprocessableEvent) return false;
  if (error.name.startsWith('KafkaJS')) return true;
  const state = sqlStateOf(error);
  // The text of an error with a state may quote what the event holds.
  if (state !== undefined && !TEMPORARY_CODES.has(state)) return TEMPORARY_SQL_STATE.test(state);
  const { code, driverError } = error as Error & { code?: unknown; driverError?: unknown };
  if (typeof code === 'string' && TEMPORARY_CODES.has(code)) return true;
  if (TEMPORARY_MESSAGE.test(error.message)) return true;
  return driverError !== undefined && driverError !== error && isTemporary(driverError);
}
