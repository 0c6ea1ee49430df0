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

/** Names the first place where text holds U+0000: Postgres keeps none, and a filter with it would be a fault. */
function placeOfNul(value: unknown, place = ''): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? place : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = placeOfNul(inner, place ? `${place}.${name}` : name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Checks bodies, queries and parameters against their DTO; unknown fields and U+0000 are refused. */
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
    const place = placeOfNul(value, metadata.data ?? '');
    if (place === undefined) return super.transform(value, metadata);
    const reason = 'must not hold the character U+0000';
    throw new InvalidRequest(`${place} ${reason}`, [{ field: place, reason }]);
  }
}
