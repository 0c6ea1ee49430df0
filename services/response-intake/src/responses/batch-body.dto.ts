import { type FieldProblem, InvalidRequest } from '#service-kit';

/** The most answers that one batch may have. */
export const MOST_ITEMS = 1_000;

/**
 * The items of a batch, of which each is read by itself.
 * @throws InvalidRequest naming the field that is wrong with the batch as a whole
 */
export function readItems(body: unknown): readonly unknown[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refused([{ field: 'body', reason: 'must be a JSON object' }]);
  }
  const { items, ...others } = body as { items?: unknown };
  const problems = Object.keys(others).map((field) => ({ field, reason: 'is not a known field' }));
  if (items === undefined) problems.push({ field: 'items', reason: 'is missing' });
  else if (!Array.isArray(items) || items.length === 0 || items.length > MOST_ITEMS) {
    problems.push({ field: 'items', reason: 'must be a list of 1 to 1,000 answers' });
  }
  if (problems.length > 0) throw refused(problems);
  return items as unknown[];
}

function refused(problems: readonly FieldProblem[]): InvalidRequest {
  return new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
}
