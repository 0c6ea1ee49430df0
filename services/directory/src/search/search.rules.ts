/** A condition of a search with its parameters: SQL in which `?` stands for the next of them. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What a person types to find somebody: the beginning of an id, of an e-mail address, or of each word of a name. */
export function textCondition(text: string, columns: { id: string; email?: string }): Condition {
  const prefix = `${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const parts: Condition[] = [{ sql: `${columns.id} LIKE ?`, parameters: [prefix] }];
  if (columns.email) parts.push({ sql: `lower(${columns.email}) LIKE ?`, parameters: [prefix.toLowerCase()] });
  if (words.length > 0) {
    const sql = `to_tsvector('simple', coalesce(name, '')) @@ to_tsquery('simple', ?)`;
    parts.push({ sql, parameters: [words.map((word) => `${word}:*`).join(' & ')] });
  }
  return {
    sql: `(${parts.map((part) => part.sql).join(' OR ')})`,
    parameters: parts.flatMap((part) => part.parameters),
  };
}

/** `name:value` as a condition on attributes; what reads as a number or as true or false matches those as well. */
export function attributeCondition(filter: string): Condition {
  const at = filter.indexOf(':');
  const name = filter.slice(0, at);
  const text = filter.slice(at + 1);
  const values: unknown[] = [text];
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) values.push(Number(text));
  if (text === 'true' || text === 'false') values.push(text === 'true');
  return {
    sql: `(${values.map(() => 'attributes @> ?::jsonb').join(' OR ')})`,
    parameters: values.map((value) => JSON.stringify({ [name]: value })),
  };
}

/** Joins conditions into one, numbering their parameters from 1. */
export function whereOf(conditions: readonly Condition[]): Condition {
  let count = 0;
  const sql = conditions.map((condition) => condition.sql.replace(/\?/g, () => `$${++count}`)).join(' AND ');
  return { sql, parameters: conditions.flatMap(({ parameters }) => parameters) };
}

/** Conditions that a column equals a value, for those values that are given. */
export function equalities(given: Readonly<Record<string, string | undefined>>): Condition[] {
  return Object.entries(given).flatMap(([column, value]) =>
    value === undefined ? [] : [{ sql: `${column} = ?`, parameters: [value] }],
  );
}
