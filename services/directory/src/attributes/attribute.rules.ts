/** The types an attribute may be declared with; `choice` is one of a list of values. */
export const ATTRIBUTE_TYPES = ['text', 'number', 'boolean', 'date', 'choice'] as const;

export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

/** What an operator declared of an attribute. */
export interface AttributeDeclaration {
  readonly type: AttributeType;
  /** The values of a `choice`; null for other types. */
  readonly allowed: readonly string[] | null;
}

const EXPECTED: Readonly<Record<Exclude<AttributeType, 'choice'>, string>> = {
  text: 'a text of at most 1000 characters',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date, YYYY-MM-DD',
};

/** Whether text is a calendar date, YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return time !== undefined && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

/** What is wrong with attributes, or nothing: one of another type than declared or, where that is strict, an undeclared one. */
export function attributeProblem(
  attributes: Readonly<Record<string, unknown>> | undefined,
  declarations: ReadonlyMap<string, AttributeDeclaration>,
  strict: boolean,
): { field: string; reason: string } | undefined {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    const field = `attributes.${name}`;
    const declaration = declarations.get(name);
    if (!declaration && strict) return { field, reason: `${field} is not a declared attribute` };
    if (JSON.stringify(value)?.includes('\\u0000'))
      return { field, reason: `${field} must not hold the character U+0000` };
    // Null removes an attribute, whatever its type.
    if (!declaration || value === null || fits(value, declaration)) continue;
    return { field, reason: `${field} must be ${expected(declaration)}` };
  }
  return undefined;
}

function fits(value: unknown, { type, allowed }: AttributeDeclaration): boolean {
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (typeof value !== 'string') return false;
  if (type === 'date') return isDate(value);
  return type === 'choice' ? (allowed ?? []).includes(value) : value.length <= 1000;
}

function expected({ type, allowed }: AttributeDeclaration): string {
  return type === 'choice' ? `one of ${(allowed ?? []).join(', ')}` : EXPECTED[type];
}

/** Reads text, such as a cell of a CSV file, as a value of the declared type; text that is none stays text. */
export function readAttribute(text: string, declaration: AttributeDeclaration | undefined): unknown {
  if (declaration?.type === 'number' && /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (declaration?.type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}
