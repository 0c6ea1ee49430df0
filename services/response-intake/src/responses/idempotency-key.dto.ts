import { InvalidRequest } from '#service-kit';
import { bodyHash } from './answer.rules.js';
import type { Submission } from './group.rules.js';

const VISIBLE = /^[\x21-\x7e]{1,255}$/;

/**
 * Reads the header `Idempotency-Key`, where there is one; keys of different callers never meet.
 * @throws InvalidRequest naming the header
 */
export function readIdempotencyKey(
  header: string | undefined,
  caller: string,
  body: unknown,
): Submission['idempotency'] {
  if (header === undefined) return undefined;
  if (!VISIBLE.test(header)) {
    const reason = 'must be 1 to 255 visible ASCII characters';
    throw new InvalidRequest(`Idempotency-Key ${reason}`, [{ field: 'Idempotency-Key', reason }]);
  }
  return { caller, key: header, bodyHash: bodyHash(body) };
}
