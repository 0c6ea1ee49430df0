import { QueryFailedError } from 'typeorm';
import { createLogger } from './logging.js';

const address = 'ada@example.com';

/** The line that is written of an error. */
function line(err: unknown): string {
  const lines: string[] = [];
  createLogger('probe', 'info', { write: (text) => lines.push(text) }).error({ err }, 'it failed');
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

function queryFailed(message: string, details: object): QueryFailedError {
  const driverError = Object.assign(new Error(message), details);
  return new QueryFailedError(`INSERT INTO contacts VALUES ('${address}', $1)`, [address], driverError);
}

describe('the line of an error', () => {
  it('names code, constraint, table and place of a database error, and nothing that it was about', () => {
    const error = queryFailed(`duplicate key: ${address}`, {
      code: '23505',
      constraint: 'contacts_email_key',
      table: 'contacts',
      detail: `Key (email)=(${address}) already exists.`,
    });
    const written = line(error);
    expect(written).not.toContain(address);
    expect(written).not.toContain('INSERT');
    expect(JSON.parse(written).err).toEqual({
      type: 'QueryFailedError',
      message: 'database error 23505',
      code: '23505',
      constraint: 'contacts_email_key',
      table: 'contacts',
      stack: expect.stringMatching(/^ {4}at .*logging\.spec/),
    });
  });

  it.each([
    ['a message that looks like a frame', queryFailed(`a\n    at Frank (O'Hara:1:1)`, { code: '22P02' })],
    ["the driver's own error", Object.assign(new Error('invalid input: "Frank"'), { code: '22P02', where: 'Frank' })],
    ['a value that could not be read', queryFailed('"Frank" is not valid JSON', { name: 'SyntaxError' })],
    ['an error behind another', new Error('failed', { cause: queryFailed('"Frank"', { code: '22P02' }) })],
  ])('quotes no value of %s', (_, error) => {
    expect(line(error)).not.toContain('Frank');
    expect(line(error)).toContain('database error');
  });

  it('says that the database is away', () => {
    expect(line(queryFailed('Connection terminated unexpectedly', {}))).toContain('the database connection failed');
  });

  it('keeps message and stack of other errors, without addresses and other properties', () => {
    const error = Object.assign(new TypeError(`no mailbox <${address}>`), {
      code: 'EPIPE',
      response: `550 ${address}`,
    });
    expect(JSON.parse(line(error)).err).toEqual({
      type: 'TypeError',
      message: 'no mailbox <<address>>',
      code: 'EPIPE',
      stack: expect.stringMatching(/^TypeError: no mailbox <<address>>\n {4}at .*logging\.spec/),
    });
  });

  it('tells why in the words of the cause', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    expect(JSON.parse(line(new Error('away', { cause }))).err.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });
});
