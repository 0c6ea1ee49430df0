/** What can be asked of an attribute. */
export const OPERATORS = ['is', 'is_not', 'in', 'not_in', 'at_least', 'at_most', 'exists', 'missing'] as const;
export type Operator = (typeof OPERATORS)[number];

/** Whose attribute is looked at. */
export const SUBJECTS = ['account', 'contact', 'event'] as const;
export type Subject = (typeof SUBJECTS)[number];

type Value = string | number | boolean;

/** One condition of an audience; all of them must hold. */
export interface Condition {
  readonly subject: Subject;
  /** A field such as `segment`, or the name of a further attribute. */
  readonly attribute: string;
  readonly operator: Operator;
  /** A list for `in` and `not_in`, a number or text for the others, nothing for `exists` and `missing`. */
  readonly value?: Value | readonly Value[];
}

/** The attributes of one subject: its fields and its further attributes. */
export type Attributes = Readonly<Record<string, unknown>>;
export type AttributesOf = Readonly<Record<Subject, Attributes>>;

/** Whether all conditions hold; an attribute that is not there fulfils `is_not`, `not_in` and `missing` alone. */
export function matches(audience: readonly Condition[], attributes: AttributesOf): boolean {
  return audience.every((condition) => holds(condition, attributes[condition.subject][condition.attribute] ?? null));
}

function holds({ operator, value }: Condition, actual: unknown): boolean {
  switch (operator) {
    case 'is':
      return actual === value;
    case 'is_not':
      return actual !== value;
    case 'in':
      return (value as readonly unknown[]).includes(actual);
    case 'not_in':
      return !(value as readonly unknown[]).includes(actual);
    case 'at_least':
      return typeof actual === typeof value && (actual as Value) >= (value as Value);
    case 'at_most':
      return typeof actual === typeof value && (actual as Value) <= (value as Value);
    case 'exists':
      return actual !== null;
    case 'missing':
      return actual === null;
  }
}

/** What is wrong, and where. */
export interface AudienceProblem {
  readonly field: string;
  readonly reason: string;
}

/** What is wrong with conditions one by one, and which of them nobody could fulfil together. */
export function audienceProblems(audience: readonly Condition[]): AudienceProblem[] {
  const single = audience.flatMap((condition, index) => {
    const reason = valueProblem(condition) ?? typeProblem(condition);
    return reason ? [{ field: `audience.${index}.value`, reason }] : [];
  });
  return single.length > 0 ? single : contradictions(audience);
}

function valueProblem({ operator, value }: Condition): string | undefined {
  if (operator === 'exists' || operator === 'missing')
    return value === undefined ? undefined : `must be absent: ${operator} compares with nothing`;
  if (operator === 'in' || operator === 'not_in') {
    if (!Array.isArray(value)) return `must be a list for ${operator}`;
    if (value.length === 0)
      return operator === 'in' ? 'must not be empty: nobody is in an empty list' : 'must not be empty';
    return value.every(isValue) ? undefined : 'must hold texts, numbers and booleans alone';
  }
  if (!isValue(value)) return `must be a text, a number or a boolean for ${operator}`;
  if ((operator === 'at_least' || operator === 'at_most') && typeof value === 'boolean')
    return `must be a number or a text for ${operator}`;
  return undefined;
}

/** The fields that every account and contact may have, by the type of their values; further attributes may be anything. */
const FIELDS: Readonly<Record<Subject, Readonly<Record<string, 'number' | 'text'>>>> = {
  account: {
    name: 'text',
    lifecycle: 'text',
    arr: 'number',
    segment: 'text',
    region: 'text',
    renewalDate: 'text',
    ownerCsm: 'text',
  },
  contact: { role: 'text', locale: 'text', timeZone: 'text', accountId: 'text' },
  event: {},
};

function typeProblem({ subject, attribute, value }: Condition): string | undefined {
  const type = Object.hasOwn(FIELDS[subject], attribute) ? FIELDS[subject][attribute] : undefined;
  if (!type || value === undefined) return undefined;
  const values = Array.isArray(value) ? value : [value];
  const isOfType = values.every((it) => typeof it === (type === 'text' ? 'string' : 'number'));
  return isOfType ? undefined : `must be a ${type}: ${subject}.${attribute} is one`;
}

const isValue = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** The values of which one must be the attribute's, where a condition limits it to some. */
function allowed({ operator, value }: Condition): readonly unknown[] | undefined {
  if (operator === 'is') return [value];
  return operator === 'in' ? (value as readonly unknown[]) : undefined;
}

function contradictions(audience: readonly Condition[]): AudienceProblem[] {
  const ofAttribute = Map.groupBy(audience.entries(), ([, { subject, attribute }]) => `${subject}.${attribute}`);
  return [...ofAttribute].flatMap(([name, entries]) => {
    const conditions = entries.map(([, condition]) => condition);
    const field = `audience.${entries.at(-1)![0]}`;
    return isPossible(conditions)
      ? []
      : [{ field, reason: `contradicts another condition on ${name}: nobody can match` }];
  });
}

/** Whether some value of one attribute fulfils all conditions on it. */
function isPossible(conditions: readonly Condition[]): boolean {
  const limited = conditions.map(allowed).find((values) => values !== undefined);
  if (limited) return limited.some((value) => conditions.every((condition) => holds(condition, value)));
  const absent = conditions.every((condition) => holds(condition, null));
  if (absent || conditions.some(({ operator }) => operator === 'missing')) return absent;
  const bounds = conditions.filter(({ operator }) => operator === 'at_least' || operator === 'at_most');
  return bounds.every(({ value }) => bounds.every((other) => typeof other.value === typeof value)) && inOrder(bounds);
}

function inOrder(bounds: readonly Condition[]): boolean {
  const lows = bounds.filter(({ operator }) => operator === 'at_least').map(({ value }) => value as Value);
  const highs = bounds.filter(({ operator }) => operator === 'at_most').map(({ value }) => value as Value);
  return lows.every((low) => highs.every((high) => low <= high));
}
