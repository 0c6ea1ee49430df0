import { type EventCondition, OPERATORS } from './mapping.rules.js';
import { isObject, namedSources, unknownFields } from './problem-parts.rules.js';
import { type MappingProblem, pathProblems, sourceProblems } from './source.rules.js';

const EVENT = ['event', 'userId', 'anonymousId', 'groupId', 'traits', 'properties', 'context'];
const MAX_RULES = 500;
const MAX_CONDITIONS = 20;
const MAX_NAME = 200;
/** Begins the touchpoints of programs that time fires; no event from outside may have one. */
const RESERVED = 'program:';

/** What is wrong with the rules for events, among them those that nothing reaches. */
export function eventProblems(events: unknown): MappingProblem[] {
  if (!Array.isArray(events) || events.length > MAX_RULES)
    return [{ field: 'mapping.events', reason: `must be a list of at most ${MAX_RULES} rules` }];
  return [...events.flatMap(ruleProblems), ...unreachable(events)];
}

function ruleProblems(rule: unknown, index: number): MappingProblem[] {
  const place = `mapping.events[${index}]`;
  if (!isObject(rule)) return [{ field: place, reason: 'must be an object' }];
  return [
    ...unknownFields(rule, place, ['event', 'touchpoint', 'when', 'accountId', 'attributes']),
    ...textProblems(rule.event, `${place}.event`),
    ...(typeof rule.event === 'string' ? starProblems(rule.event, `${place}.event`) : []),
    ...textProblems(rule.touchpoint, `${place}.touchpoint`),
    ...(String(rule.touchpoint).startsWith(RESERVED)
      ? [{ field: `${place}.touchpoint`, reason: `must not begin with ${RESERVED}, which is reserved` }]
      : []),
    ...(rule.when === undefined ? [] : conditionsProblems(rule.when, `${place}.when`)),
    ...(rule.accountId === undefined ? [] : sourceProblems(rule.accountId, `${place}.accountId`, EVENT)),
    ...namedSources(rule.attributes, `${place}.attributes`, EVENT, (name) =>
      /^[A-Za-z][\w-]{0,63}$/.test(name)
        ? undefined
        : 'must begin with a letter and have at most 64 letters, digits, _ and -',
    ),
  ];
}

function starProblems(event: string, field: string): MappingProblem[] {
  const star = event.indexOf('*');
  if (star < 0 || (star > 0 && star === event.length - 1)) return [];
  return [{ field, reason: 'may have one * at its end, with at least one character before it' }];
}

function conditionsProblems(when: unknown, place: string): MappingProblem[] {
  if (!Array.isArray(when) || when.length > MAX_CONDITIONS)
    return [{ field: place, reason: `must be a list of at most ${MAX_CONDITIONS} conditions` }];
  return when.flatMap((condition, index) => {
    const field = `${place}[${index}]`;
    if (!isObject(condition)) return [{ field, reason: 'must be an object' }];
    const unknown = unknownFields(condition, field, ['path', 'operator', 'value']);
    const path = pathProblems(condition.path, `${field}.path`, EVENT);
    const { operator, value } = condition as Partial<EventCondition>;
    if (operator === undefined || !OPERATORS.includes(operator))
      return [...unknown, ...path, { field: `${field}.operator`, reason: `must be one of ${OPERATORS.join(', ')}` }];
    const reason = valueProblem(operator, value);
    return [...unknown, ...path, ...(reason ? [{ field: `${field}.value`, reason }] : [])];
  });
}

function valueProblem(operator: EventCondition['operator'], value: unknown): string | undefined {
  const isScalar = (it: unknown) => ['string', 'number', 'boolean'].includes(typeof it);
  if (operator === 'exists' || operator === 'missing')
    return value === undefined ? undefined : `must not be given for ${operator}`;
  if (operator === 'in' || operator === 'not_in')
    return Array.isArray(value) && value.length > 0 && value.every(isScalar)
      ? undefined
      : `must be a list of texts, numbers or booleans for ${operator}`;
  if (operator === 'at_least' || operator === 'at_most')
    return typeof value === 'number' || typeof value === 'string'
      ? undefined
      : `must be a number or a text for ${operator}`;
  return isScalar(value) ? undefined : `must be a text, a number or a boolean for ${operator}`;
}

/** Rules that nothing reaches, since one before them takes every message that they would. */
function unreachable(events: readonly unknown[]): MappingProblem[] {
  const before = new Map<unknown, { index: number; when: string }[]>();
  return events.flatMap((rule, index) => {
    if (!isObject(rule)) return [];
    const when = JSON.stringify(rule.when ?? []);
    const same = before.get(rule.event) ?? [];
    before.set(rule.event, [...same, { index, when }]);
    const taker = same.find((earlier) => earlier.when === '[]' || earlier.when === when);
    if (!taker) return [];
    const why = taker.when === '[]' ? 'takes all of its messages' : 'has the same conditions';
    return [
      { field: `mapping.events[${index}].event`, reason: `is named by events[${taker.index}] already, which ${why}` },
    ];
  });
}

function textProblems(text: unknown, field: string): MappingProblem[] {
  if (text === undefined) return [{ field, reason: 'is missing' }];
  const fits = typeof text === 'string' && text.trim() !== '' && text.length <= MAX_NAME;
  return fits ? [] : [{ field, reason: `must be a text of 1 to ${MAX_NAME} characters` }];
}
