import { attributesReader, idReader } from './mapped-values.rules.js';
import type { EventCondition, EventRule } from './mapping.rules.js';
import { pathReader, type Scope } from './source.rules.js';

/** A rule whose paths are read. */
export interface ReadyRule {
  readonly touchpoint: string;
  holds(scope: Scope): boolean;
  readonly accountId?: ReturnType<typeof idReader>;
  readonly attributes: ReturnType<typeof attributesReader>;
}

/** Finds the rules that name an event: those of its exact name first, then the longest beginning; in the given order. */
export function rulesByEvent(rules: readonly EventRule[]): (event: string) => readonly ReadyRule[] {
  const exact = new Map<string, ReadyRule[]>();
  const beginnings: { begins: string; rule: ReadyRule }[] = [];
  for (const rule of rules) {
    if (rule.event.endsWith('*')) beginnings.push({ begins: rule.event.slice(0, -1), rule: ready(rule) });
    else exact.set(rule.event, [...(exact.get(rule.event) ?? []), ready(rule)]);
  }
  beginnings.sort((a, b) => b.begins.length - a.begins.length);
  if (beginnings.length === 0) return (event) => exact.get(event) ?? [];
  return (event) => [
    ...(exact.get(event) ?? []),
    ...beginnings.filter(({ begins }) => event.startsWith(begins)).map(({ rule }) => rule),
  ];
}

function ready({ touchpoint, when, accountId, attributes }: EventRule): ReadyRule {
  const conditions = when.map(readyCondition);
  return {
    touchpoint,
    holds: (scope) => conditions.every((condition) => condition(scope)),
    ...(accountId !== undefined && { accountId: idReader('accountId', accountId) }),
    attributes: attributesReader(attributes),
  };
}

function readyCondition({ path, operator, value }: EventCondition): (scope: Scope) => boolean {
  const read = pathReader(path);
  return (scope) => holds(operator, read(scope), value);
}

/** What is not there fulfils `is_not`, `not_in` and `missing` alone. */
function holds(operator: EventCondition['operator'], actual: unknown, value: EventCondition['value']): boolean {
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
      return typeof actual === typeof value && (actual as number) >= (value as number);
    case 'at_most':
      return typeof actual === typeof value && (actual as number) <= (value as number);
    case 'exists':
      return actual !== undefined;
    case 'missing':
      return actual === undefined;
  }
}
