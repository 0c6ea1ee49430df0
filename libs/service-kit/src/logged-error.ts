import { isTemporary } from '#messaging';

/** What a log line tells of an error. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  /** SQLSTATE, or the system's code such as ECONNREFUSED. */
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly stack: string;
  readonly cause?: LoggedError;
}

type Details = Partial<Record<'code' | 'constraint' | 'table', unknown>>;

/** Five capitals or digits, at least one of them a digit: EPIPE is none. */
const SQL_STATE = /^(?=.*\d)[0-9A-Z]{5}$/;
const FRAME = /^ {4}at .*(:\d+:\d+\)?|\(<anonymous>\)|\(native\))$/;
const ADDRESS = /[^\s<>"'`(),:;=/@]+@[^\s<>"'`(),:;=/@]+/g;
const CAUSES = 3;

/**
 * What may be written of an error: never its statement, parameters or details, and of one from the database not its
 * message either, which quotes values. Mail addresses in other messages are blanked.
 */
export function loggedError(error: unknown, causes = CAUSES): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutAddresses(String(error)), stack: '' };
  const { driverError, code, constraint, table } = error as Error & Details & { driverError?: Error & Details };
  const details = {
    code: text(code ?? driverError?.code),
    constraint: text(constraint ?? driverError?.constraint),
    table: text(table ?? driverError?.table),
  };
  const ofDatabase = driverError !== undefined || (details.code !== undefined && SQL_STATE.test(details.code));
  const message = ofDatabase ? databaseMessage(details.code, driverError) : withoutAddresses(error.message);
  const type = error.constructor.name || error.name;
  return {
    type,
    message,
    ...details,
    stack: ofDatabase ? frames(error) : `${type}: ${message}\n${frames(error)}`,
    ...(error.cause !== undefined && causes > 0 && { cause: loggedError(error.cause, causes - 1) }),
  };
}

function databaseMessage(code: string | undefined, driverError: Error | undefined): string {
  if (code !== undefined) return `database error ${code}`;
  // The driver's own errors have no code; those of reading a value, such as a SyntaxError, quote it.
  return isTemporary(driverError) ? 'the database connection failed' : `database error ${driverError?.name}`;
}

/** The stack without the message before it, whose own lines may look like frames. */
function frames({ stack = '', message }: Error): string {
  const start = stack.indexOf(message);
  return (start < 0 ? stack : stack.slice(start + message.length))
    .split('\n')
    .filter((line) => FRAME.test(line))
    .join('\n');
}

const withoutAddresses = (message: string) => message.replace(ADDRESS, '<address>');
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
