import { isUUID } from 'class-validator';
import { InvalidRequest } from '../errors.js';

/** What NestJS's pipes for parameters expect, by the words with which they refuse; and how we say it. */
const PARAMETERS: readonly (readonly [RegExp, (text: string) => boolean, string])[] = [
  [/\(uuid\b.* is expected\)$/, (text) => isUUID(text), 'must be a UUID'],
  [/\(numeric string is expected\)$/, (text) => /^-?\d+$/.test(text), 'must be a whole number'],
];

/** How the libraries word other things that they refuse, and which field that is. */
const OTHERS: readonly (readonly [RegExp, string, string])[] = [
  [/is not a valid url component$/, 'path', 'is not percent-encoded UTF-8'],
  [/^source\/request contain invalid characters$/, 'path', 'must not lead upwards'],
  [/forbidden prototype property$/, '__proto__', 'is not a known field'],
];

/**
 * The libraries refuse some requests, with status 400, before any DTO is looked at, and do not say in a field what is
 * wrong; the problem that we answer does. Any other error comes back as it is.
 * @param parameters those of the path
 */
export function namedProblem(error: unknown, parameters: unknown): unknown {
  if (error instanceof InvalidRequest || statusOf(error) !== 400) return error;
  const { message } = error as Error;
  for (const [words, fits, reason] of PARAMETERS) {
    if (!words.test(message)) continue;
    const given = Object.entries((parameters ?? {}) as Record<string, string>);
    // A part comes after the whole that it is of, whose id is often a word.
    const field = given.findLast(([, text]) => !fits(text))?.[0];
    if (field !== undefined) return problemOf(field, reason);
  }
  const known = OTHERS.find(([words]) => words.test(message));
  return known ? problemOf(known[1], known[2]) : error;
}

function statusOf(error: unknown): unknown {
  const { status, statusCode } = (error ?? {}) as { status?: unknown; statusCode?: unknown };
  return statusCode ?? status;
}

function problemOf(field: string, reason: string): InvalidRequest {
  return new InvalidRequest(`${field} ${reason}`, [{ field, reason }]);
}
