import type { Readable } from 'node:stream';
import { InvalidRequest } from '../errors.js';

/** The longest line or record of a file that is read, in characters. */
export const MAX_RECORD_CHARACTERS = 64 * 1024;

/**
 * The text of a body while it comes in, without a byte order mark.
 * @throws InvalidRequest for bytes that are not UTF-8
 */
export async function* textOfBody(body: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Buffer) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      const reason = 'is not UTF-8: save it as UTF-8 (it may be Latin-1, Windows-1252 or UTF-16)';
      throw invalidFile(reason, 'is not UTF-8');
    }
  };
  for await (const chunk of body) yield decode(chunk as Buffer);
  yield decode();
}

/** The lines of a body; undefined for one that is too long to be kept. */
export async function* linesOfBody(body: Readable): AsyncGenerator<string | undefined> {
  let rest = '';
  let tooLong = false;
  for await (const text of textOfBody(body)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      yield tooLong || line.length > MAX_RECORD_CHARACTERS ? undefined : line;
      tooLong = false;
    }
    if (rest.length <= MAX_RECORD_CHARACTERS) continue;
    tooLong = true;
    rest = '';
  }
  if (tooLong) yield undefined;
  else if (rest !== '') yield rest;
}

/**
 * Gathers the rows of a file into chunks of a size; the last one is smaller.
 * @throws InvalidRequest for a file without rows, and as soon as there are more than `most`
 */
export async function* chunksOf<T>(
  rows: AsyncIterable<T>,
  { size, most }: { size: number; most: number },
): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  let count = 0;
  for await (const row of rows) {
    if (++count > most) throw invalidFile(`has more than ${most} rows`);
    chunk.push(row);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (count === 0) throw invalidFile('has no rows');
  if (chunk.length > 0) yield chunk;
}

/** A refusal of a whole file. @param told what its message says, where that is less than the reason */
export function invalidFile(reason: string, told = reason): InvalidRequest {
  return new InvalidRequest(`the file ${told}`, [{ field: 'body', reason }]);
}
