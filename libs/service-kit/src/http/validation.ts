import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldProblem, InvalidRequest } from '../errors.js';

function flatten(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = parent ? `${parent}.${error.property}` : error.property;
    const own = Object.values(error.constraints ?? {}).map((reason) => ({
      field,
      reason: strip(reason, error.property),
    }));
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

/** class-validator's texts begin with the property; the field is named beside the reason already. */
function strip(reason: string, property: string): string {
  return reason.startsWith(`property ${property} should not exist`)
    ? 'is not a known field'
    : reason.replace(`${property} `, '');
}

/** Nothing that is documented is nested half as deep; what walks through a value needs no end of stack. */
const DEEPEST = 64;

/** What has one of these of its own cannot be made a text, a number or a date of: class-transformer would throw. */
const UNSPEAKABLE = new Set(['toString', 'valueOf']);

/**
 * The first thing in a value that no field may hold: U+0000, which Postgres does not keep, or no end of nesting. Halves of surrogate
 * pairs, which no JSON column takes and programs make that cut texts, are mended in their place.
 */
function unkeepable(value: unknown, place = '', depth = 0): FieldProblem | undefined {
  if (typeof value === 'string')
    return value.includes('\0') ? { field: place || 'body', reason: 'must not hold the character U+0000' } : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEEPEST) return { field: place.split('.')[0]!, reason: `is nested more than ${DEEPEST} deep` };
  for (const [name, inner] of Object.entries(value)) {
    const field = place ? `${place}.${name}` : name;
    if (UNSPEAKABLE.has(name)) return { field, reason: 'is not a known field' };
    if (!name.isWellFormed()) return { field: field.toWellFormed(), reason: 'has half a character in its name' };
    if (typeof inner === 'string' && !inner.isWellFormed())
      (value as Record<string, unknown>)[name] = inner.toWellFormed();
    const found = unkeepable(inner, field, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Checks bodies, queries and parameters against their DTO; unknown fields and U+0000 are refused, half characters mended. */
export class EdgeValidation extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      exceptionFactory: (errors) => {
        const problems = flatten(errors);
        return new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
      },
    });
  }

  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const problem = unkeepable(value, metadata.data ?? '');
    if (!problem) return super.transform(typeof value === 'string' ? value.toWellFormed() : value, metadata);
    throw new InvalidRequest(`${problem.field} ${problem.reason}`, [problem]);
  }
}
