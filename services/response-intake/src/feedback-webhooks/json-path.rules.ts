import {
  JSONPathEnvironment,
  type JSONPathQuery,
  JSONPathRecursionLimitError,
  type JSONValue,
  jsonpath,
} from 'json-p3';

const { FilterSelector } = jsonpath.selectors;
const { FunctionExtension, InfixExpression, LogicalExpression, PrefixExpression, RelativeQuery, RootQuery } =
  jsonpath.expressions;

/** The longest path, in characters, and how deep a document is searched. */
const LONGEST = 200;
const DEEPEST = 50;

const environment = new JSONPathEnvironment({ maxRecursionDepth: DEEPEST });

/**
 * What keeps a path from being used, or nothing. Besides what RFC 9535 forbids, that is what could make reading a document
 * take longer than in proportion to its size: regular expressions, searching the whole document (`$`) for each of its
 * parts, and searching all depths (`..`) more than once.
 * @param descents how often all depths may be searched
 */
export function pathProblem(path: unknown, descents = 1): string | undefined {
  if (typeof path !== 'string' || path.length > LONGEST) return `must be a JSONPath of at most ${LONGEST} characters`;
  let query: JSONPathQuery;
  try {
    query = environment.compile(path);
  } catch (error) {
    return `must be a JSONPath (RFC 9535): ${(error as Error).message}`;
  }
  const dear = [...costsOf(query)];
  const forbidden = dear.find((it) => it !== '..');
  if (forbidden) return `must not use ${forbidden} inside a filter`;
  return dear.length > descents
    ? `must search all depths (..) ${descents === 0 ? 'nowhere' : 'once at the most'}`
    : undefined;
}

/** The first value that a path finds and that is not null. */
export function firstAt(path: string, document: unknown): unknown {
  for (const value of valuesAt(path, document)) if (value !== null) return value;
  return undefined;
}

/** The values that a path finds, at most so many. */
export function allAt(path: string, document: unknown, most: number): unknown[] {
  const found: unknown[] = [];
  for (const value of valuesAt(path, document)) if (found.push(value) === most) break;
  return found;
}

/** Whether a document holds more values than so many, each object and list counted as one. */
export function hasMoreThan(most: number, document: unknown): boolean {
  const waiting = [document];
  for (let counted = 1; waiting.length > 0; counted++) {
    if (counted + waiting.length > most + 1) return true;
    const value = waiting.pop();
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) waiting.push(part);
  }
  return false;
}

/** What is nested deeper than is searched is not found. */
function* valuesAt(path: string, document: unknown): Generator<unknown> {
  try {
    for (const { value } of environment.lazyQuery(path, document as JSONValue)) yield value;
  } catch (error) {
    if (!(error instanceof JSONPathRecursionLimitError)) throw error;
  }
}

function* costsOf({ segments }: JSONPathQuery): Generator<string> {
  for (const segment of segments) {
    if (segment.toString().startsWith('..')) yield '..';
    for (const selector of segment.selectors) {
      if (selector instanceof FilterSelector) yield* costsOfExpression(selector.expression);
    }
  }
}

function* costsOfExpression(expression: unknown): Generator<string> {
  if (expression instanceof LogicalExpression) yield* costsOfExpression(expression.expression);
  else if (expression instanceof PrefixExpression) yield* costsOfExpression(expression.right);
  else if (expression instanceof RootQuery) yield '$';
  else if (expression instanceof RelativeQuery) yield* costsOf(expression.path);
  else if (expression instanceof FunctionExtension) {
    if (['match', 'search'].includes(expression.name)) yield `${expression.name}()`;
    for (const argument of expression.args) yield* costsOfExpression(argument);
  } else if (expression instanceof InfixExpression) {
    yield* costsOfExpression(expression.left);
    yield* costsOfExpression(expression.right);
  }
}
