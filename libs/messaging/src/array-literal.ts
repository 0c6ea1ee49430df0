/**
 * A Postgres array as text, made in one step where that is safe: JSON and array literals write the same thing unless
 * something has to be escaped. pg writes each element by itself, which at 500 rows of ten columns is most of a statement.
 * @returns undefined where pg has to do it: objects, dates, buffers, nested arrays, text with quotes or control characters
 */
export function arrayLiteral(values: readonly unknown[]): string | undefined {
  for (const value of values) if (typeof value === 'object' && value !== null) return undefined;
  const json = JSON.stringify(values);
  return json.includes('\\') ? undefined : `{${json.slice(1, -1)}}`;
}
